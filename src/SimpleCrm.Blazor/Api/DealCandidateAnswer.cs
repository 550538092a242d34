namespace SimpleCrm.Blazor.Api;

/// <summary>A deal that a conversation may be about.</summary>
/// <param name="Score">1 to 100.</param>
public sealed record DealCandidateAnswer(string DealId, string Name, int Score);
