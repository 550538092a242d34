using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>What one call of a batch came to.</summary>
/// <param name="Content">Its answer; null when it failed, and for calls that answer nothing.</param>
/// <param name="Failure">Why it failed for good.</param>
internal sealed record BatchAnswer<T>(T? Content, MailboxAccessException? Failure) where T : class
{
    /// <summary>False when the message is gone (404).</summary>
    public bool Exists { get; init; } = true;
}
