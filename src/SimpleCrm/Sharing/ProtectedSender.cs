namespace SimpleCrm.Sharing;

/// <summary>An address or domain: conversations in which it takes part are never shared.</summary>
public sealed class ProtectedSender
{
    public long Id { get; set; } = RowId.Next();

    /// <summary>Whose mailboxes it holds for; null for all of the workspace.</summary>
    public long? UserId { get; set; }

    /// <summary>An address as it is matched, or a domain, which stands for those below it too.</summary>
    public string Value { get; set; } = "";
    public DateTime At { get; set; }
}
