namespace SimpleCrm.TestServers.Product;

/// <summary>An address as the HTTP API writes it.</summary>
public sealed record Correspondent(string Email, string? Name = null);
