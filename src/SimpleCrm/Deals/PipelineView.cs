namespace SimpleCrm.Deals;

/// <summary>A pipeline and its stages in order.</summary>
public sealed record PipelineView(long Id, string Name, IReadOnlyList<StageView> Stages);
