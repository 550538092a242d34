namespace SimpleCrm.Access;

/// <summary>Somebody active in the workspace, as everybody in it may know them.</summary>
public sealed record Colleague(long Id, string Name);
