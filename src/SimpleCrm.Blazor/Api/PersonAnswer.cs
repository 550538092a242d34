namespace SimpleCrm.Blazor.Api;

/// <summary>Somebody of the workspace.</summary>
public sealed record PersonAnswer(string Id, string Name);
