namespace SimpleCrm.Access;

/// <summary>People who work together under one manager.</summary>
public sealed class Team
{
    public long Id { get; set; } = RowId.Next();
    public string Name { get; set; } = "";
    public long? ManagerId { get; set; }
}
