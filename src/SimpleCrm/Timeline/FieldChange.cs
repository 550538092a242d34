namespace SimpleCrm.Timeline;

/// <summary>A field of a record that was changed, with what it was and became as people read it; null for nothing.</summary>
public sealed record FieldChange(string Field, string? From, string? To);
