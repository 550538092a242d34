namespace SimpleCrm.TestServers.Product;

/// <summary>A page of <c>GET /api/email/inbox</c>.</summary>
public sealed record InboxPage(IReadOnlyList<EmailRecord> Items, string? NextCursor);
