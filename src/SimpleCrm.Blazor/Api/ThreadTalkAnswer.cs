using SimpleCrm.Comments;

namespace SimpleCrm.Blazor.Api;

/// <summary>What the team says of a conversation, the oldest first.</summary>
public sealed record ThreadTalkAnswer
{
    public required IReadOnlyList<CommentAnswer> Comments { get; init; }
    public required bool IsFollowed { get; init; }

    /// <summary>Whom a comment can mention: those who may see the conversation.</summary>
    public required IReadOnlyList<PersonAnswer> People { get; init; }

    internal static ThreadTalkAnswer Of(ThreadTalk talk) => new()
    {
        Comments = [.. talk.Comments.Select(c => new CommentAnswer(
            ApiIds.Text(c.Id), ApiIds.Text(c.AuthorId), c.AuthorName, c.Text, [.. c.Mentions.Select(m => new PersonAnswer(ApiIds.Text(m.Id), m.Name))], c.CreatedAt, c.EditedAt, c.IsOwn))],
        IsFollowed = talk.IsFollowed,
        People = [.. talk.People.Select(p => new PersonAnswer(ApiIds.Text(p.Id), p.Name))],
    };
}
