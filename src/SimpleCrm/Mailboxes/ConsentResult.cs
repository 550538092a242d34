namespace SimpleCrm.Mailboxes;

/// <summary>What became of a consent, and what to tell the person.</summary>
/// <param name="Provider">Null when the answer belongs to no request.</param>
public sealed record ConsentResult(ConsentOutcome Outcome, MailProvider? Provider = null, long? MailboxId = null)
{
    /// <summary>Descriptions of what was not granted.</summary>
    public IReadOnlyList<string> MissingPermissions { get; init; } = [];
}
