namespace SimpleCrm.Blazor.Api;

/// <summary>An address or domain whose mail is never shared.</summary>
public sealed record ProtectedSenderAnswer(string Id, string Value, bool IsWorkspace);
