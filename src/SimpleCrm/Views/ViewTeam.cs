namespace SimpleCrm.Views;

/// <summary>A team with which views can be shared.</summary>
public sealed record ViewTeam(long Id, string Name);
