namespace SimpleCrm.Comments;

/// <summary>Somebody wants to be told what is new in a conversation.</summary>
public sealed class ThreadFollow
{
    public long ThreadId { get; set; }
    public long UserId { get; set; }
    public DateTime At { get; set; }
}
