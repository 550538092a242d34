namespace SimpleCrm.Blazor.Api;

/// <summary>The records that were changed. To take it back, the opposite is asked for these.</summary>
public sealed record RecordTagsAnswer(IReadOnlyList<string> Changed);
