namespace SimpleCrm.Outbox;

/// <summary>An address to which nobody here may write: its owner has said so, or it does not exist.</summary>
public sealed class SuppressedAddress
{
    public long Id { get; set; } = RowId.Next();

    /// <summary>In lower case.</summary>
    public string Address { get; set; } = "";

    /// <summary>Why, in the words of who entered it.</summary>
    public string Reason { get; set; } = "";
    public DateTime CreatedAt { get; set; }
}
