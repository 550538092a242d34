namespace SimpleCrm.Deals;

/// <summary>A stage of a pipeline.</summary>
/// <param name="Probability">Per cent.</param>
public sealed record StageView(long Id, string Name, int Probability, StageKind Kind);
