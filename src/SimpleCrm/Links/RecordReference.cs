namespace SimpleCrm.Links;

/// <summary>A record by kind and id.</summary>
public sealed record RecordReference(RecordKind Kind, long Id);
