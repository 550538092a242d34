namespace SimpleCrm.Blazor.Api;

/// <summary>A page of emails, newest first.</summary>
/// <param name="Items">The emails.</param>
/// <param name="NextCursor">Goes into <c>cursor</c> for the next page; null at the end.</param>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, string? NextCursor);
