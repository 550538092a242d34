namespace SimpleCrm.TestServers.Product;

/// <summary>The answer of <c>GET /api/email/threads/{id}</c>: emails oldest first.</summary>
public sealed record ThreadRecord(string Id, string Subject, IReadOnlyList<Correspondent> Participants, IReadOnlyList<EmailRecord> Emails);
