namespace SimpleCrm.Blazor.Api;

/// <summary>The deals of which a conversation may be about one; none when nothing is to be answered.</summary>
/// <param name="Candidates">The likeliest first.</param>
public sealed record DealQuestionAnswer(IReadOnlyList<DealCandidateAnswer> Candidates);
