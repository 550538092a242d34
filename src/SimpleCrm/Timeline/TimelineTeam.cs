namespace SimpleCrm.Timeline;

/// <summary>A team whose timeline somebody may read.</summary>
public sealed record TimelineTeam(long Id, string Name);
