namespace SimpleCrm.Notifications;

/// <summary>A notice as its person may see it now.</summary>
/// <param name="Title">What happened, for people.</param>
/// <param name="Text">The subject, name or words it is about; empty where they may not be seen.</param>
/// <param name="Path">The page that shows it.</param>
/// <param name="IsForBrowser">The person wants the browser to show it, and it is no quiet hour.</param>
public sealed record NotificationView(long Id, NotificationKind Kind, string Title, string Text, string Path, DateTime CreatedAt, bool IsRead, bool IsForBrowser);
