namespace SimpleCrm.Deals;

/// <summary>The way of a deal from first interest to its end.</summary>
public sealed class Pipeline
{
    public long Id { get; set; } = RowId.Next();
    public string Name { get; set; } = "";
    public int Position { get; set; }
    public List<Stage> Stages { get; set; } = [];
}
