namespace SimpleCrm.Blazor.Api;

/// <summary>A comment that was stored.</summary>
public sealed record CommentIdAnswer(string Id);
