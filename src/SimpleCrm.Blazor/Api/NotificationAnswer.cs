using SimpleCrm.Notifications;

namespace SimpleCrm.Blazor.Api;

/// <summary>A notice as its person may see it now. <c>Path</c> is the page that shows what it is about.</summary>
public sealed record NotificationAnswer(string Id, NotificationKind Kind, string Title, string Text, string Path, DateTime CreatedAt, bool IsRead);
