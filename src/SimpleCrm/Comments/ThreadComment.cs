namespace SimpleCrm.Comments;

/// <summary>What somebody of the workspace says about a conversation, for everybody here who may see it.</summary>
public sealed class ThreadComment
{
    /// <summary>Characters of <see cref="Text"/>.</summary>
    public const int TextLength = 4000;

    public long Id { get; set; } = RowId.Next();
    public long ThreadId { get; set; }
    public long AuthorId { get; set; }
    public string Text { get; set; } = "";

    /// <summary>Ids of the people it names, separated by spaces.</summary>
    public string Mentions { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public DateTime? EditedAt { get; set; }
}
