namespace SimpleCrm.Suggestions;

/// <summary>An address or domain that is not suggested to a person.</summary>
public sealed class BlockedSender
{
    public long Id { get; set; } = RowId.Next();
    public long UserId { get; set; }

    /// <summary>The mailbox an address leads to (lower case, without subaddress), or a domain in lower case and ASCII.</summary>
    public string Value { get; set; } = "";
    public DateTime At { get; set; }
}
