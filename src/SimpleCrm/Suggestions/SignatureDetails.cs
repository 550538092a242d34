namespace SimpleCrm.Suggestions;

/// <summary>What an email tells of its author; empty where it tells nothing.</summary>
public sealed record SignatureDetails(string Name, string Company, string JobTitle, string Phone);
