namespace SimpleCrm.Blazor.Records;

/// <summary>What was done to a saved view.</summary>
public sealed record ViewChange(long Id, string Name, bool IsDeleted);
