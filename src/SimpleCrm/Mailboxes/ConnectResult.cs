namespace SimpleCrm.Mailboxes;

/// <summary>What became of connecting or editing a mailbox: it is saved, or there is at least one fault and nothing changed.</summary>
/// <param name="MailboxId">Null when there are faults, or when there is no such mailbox for this person (then <paramref name="Faults"/> is empty).</param>
public sealed record ConnectResult(long? MailboxId, IReadOnlyList<AccountFault> Faults)
{
    public bool Succeeded => MailboxId is not null;

    /// <summary>There is no such mailbox for this person.</summary>
    public bool IsNotFound => MailboxId is null && Faults.Count == 0;

    internal static readonly ConnectResult NotFound = new(null, []);

    internal static ConnectResult Failed(params IReadOnlyList<AccountFault> faults) => new(null, faults);
}
