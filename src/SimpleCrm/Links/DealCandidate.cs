namespace SimpleCrm.Links;

/// <summary>A deal that a conversation may be about.</summary>
/// <param name="Score">1 to 100.</param>
public sealed record DealCandidate(long DealId, string Name, int Score);
