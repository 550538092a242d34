namespace SimpleCrm.Merging;

/// <summary>Two records that may be the same.</summary>
/// <param name="First">The older one.</param>
/// <param name="Second">The younger one.</param>
/// <param name="Reason">Why, as a sentence for people.</param>
/// <param name="Score">1 to 100: how likely.</param>
public sealed record DuplicatePair(DuplicateRecord First, DuplicateRecord Second, string Reason, int Score);
