using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Admin;

/// <summary>A stage while an admin edits it.</summary>
public sealed class StageEntry
{
    public long? Id { get; init; }
    public string Name { get; set; } = "";
    public int Probability { get; set; } = 50;
    public StageKind Kind { get; set; }

    public static StageEntry Of(StageView stage) => new() { Id = stage.Id, Name = stage.Name, Probability = stage.Probability, Kind = stage.Kind };

    public StageContent ToContent() => new(Id, Name, Probability, Kind);
}
