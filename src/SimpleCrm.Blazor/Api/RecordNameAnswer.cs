using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>A record by kind, id and name.</summary>
public sealed record RecordNameAnswer(RecordKind Kind, string Id, string Name);
