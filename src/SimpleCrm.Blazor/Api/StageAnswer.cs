using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Api;

/// <summary>A stage of a pipeline.</summary>
/// <param name="Probability">Per cent.</param>
public sealed record StageAnswer(string Id, string Name, int Probability, StageKind Kind);
