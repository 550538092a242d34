namespace SimpleCrm.Blazor.Api;

/// <summary>A colleague, and whether the draft is shared with them.</summary>
public sealed record DraftReaderAnswer(string PersonId, string Name, bool IsChosen);
