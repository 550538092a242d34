namespace SimpleCrm.TestServers.Product;

/// <summary>The answer of <c>POST /api/email/send</c> and <c>GET /api/email/outbox/{id}</c>.</summary>
/// <param name="Status"><c>prepared</c>, <c>submitting</c>, <c>accepted</c>, <c>rejected</c>, <c>unknown</c>, <c>filed</c> or <c>cancelled</c>.</param>
public sealed record SendReceipt(string Id, string Status, string? EmailId = null, string? ThreadId = null, string? ServerReply = null);
