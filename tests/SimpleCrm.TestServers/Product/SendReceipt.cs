namespace SimpleCrm.TestServers.Product;

/// <summary>The answer of <c>POST /api/email/send</c>.</summary>
public sealed record SendReceipt(string Id, string Status);
