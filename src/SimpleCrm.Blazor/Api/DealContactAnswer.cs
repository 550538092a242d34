namespace SimpleCrm.Blazor.Api;

/// <summary>A contact of a deal.</summary>
public sealed record DealContactAnswer(string Id, string Name);
