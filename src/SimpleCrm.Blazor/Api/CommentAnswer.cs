namespace SimpleCrm.Blazor.Api;

/// <summary>A comment. <c>Mentions</c> are the people whose names stand in it after an "@".</summary>
public sealed record CommentAnswer(
    string Id, string AuthorId, string AuthorName, string Text, IReadOnlyList<PersonAnswer> Mentions, DateTime CreatedAt, DateTime? EditedAt, bool IsOwn);
