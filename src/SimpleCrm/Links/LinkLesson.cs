namespace SimpleCrm.Links;

/// <summary>What taking a link away has taught: this address does not lead to that record by itself, until a person links the two again.</summary>
public sealed class LinkLesson
{
    public long Id { get; set; } = RowId.Next();

    /// <summary>The mailbox the address leads to (lower case, without subaddress).</summary>
    public string AddressKey { get; set; } = "";
    public RecordKind Kind { get; set; }
    public long RecordId { get; set; }
    public long UserId { get; set; }
    public DateTime At { get; set; }
}
