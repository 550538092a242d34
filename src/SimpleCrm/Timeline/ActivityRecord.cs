using SimpleCrm.Links;

namespace SimpleCrm.Timeline;

/// <summary>A record that an activity belongs to.</summary>
public sealed record ActivityRecord(RecordKind Kind, long Id, string Name);
