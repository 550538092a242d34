namespace SimpleCrm.Blazor.Api;

/// <summary>A recipient of a draft as typed: <paramref name="Address"/> may be half of one.</summary>
public sealed record DraftPerson(string? Address, string? Name);
