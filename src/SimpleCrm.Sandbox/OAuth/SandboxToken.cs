namespace SimpleCrm.Sandbox.OAuth;

/// <summary>Whose token it is, what it permits, and when it ends (UTC).</summary>
public sealed record SandboxToken(string Address, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);
