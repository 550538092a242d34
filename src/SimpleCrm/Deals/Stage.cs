namespace SimpleCrm.Deals;

/// <summary>A step of a pipeline.</summary>
public sealed class Stage
{
    public long Id { get; set; } = RowId.Next();
    public long PipelineId { get; set; }
    public string Name { get; set; } = "";
    public int Position { get; set; }

    /// <summary>Per cent, for deals that have none of their own.</summary>
    public int Probability { get; set; }
    public StageKind Kind { get; set; }
}
