using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Api;

/// <summary>How one conversation is shared.</summary>
public sealed record ThreadSharingBody
{
    /// <summary>"private", "metadata", "subject" or "everything"; null for as its mailbox.</summary>
    public SharingLevel? Level { get; init; }

    /// <summary>"team" (the owner's and its manager) or "everyone".</summary>
    public SharingAudience Audience { get; init; }
}
