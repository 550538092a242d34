using SimpleCrm.Access;

namespace SimpleCrm.Comments;

/// <summary>A comment as it is shown.</summary>
/// <param name="Mentions">The people it names, as they are called now.</param>
/// <param name="IsOwn">The viewer wrote it, and may change and delete it.</param>
public sealed record CommentView(long Id, long AuthorId, string AuthorName, string Text, IReadOnlyList<Colleague> Mentions, DateTime CreatedAt, DateTime? EditedAt, bool IsOwn);
