namespace SimpleCrm.Blazor.Api;

/// <summary>A pipeline and its stages in order.</summary>
public sealed record PipelineAnswer(string Id, string Name, IReadOnlyList<StageAnswer> Stages);
