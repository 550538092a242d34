namespace SimpleCrm.Links;

/// <summary>Which deal a conversation is about, where several come into question.</summary>
/// <param name="Candidates">The likeliest first; deals that are gone are left out.</param>
public sealed record DealQuestion(IReadOnlyList<DealCandidate> Candidates);
