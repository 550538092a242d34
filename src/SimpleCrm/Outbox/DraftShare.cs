namespace SimpleCrm.Outbox;

/// <summary>A colleague with whom the writer of a draft shares it: they read it and change its subject and text. It goes with the draft.</summary>
public sealed class DraftShare
{
    public long DraftId { get; set; }
    public long UserId { get; set; }
    public DateTime At { get; set; }
}
