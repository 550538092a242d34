namespace SimpleCrm.Blazor.Api;

/// <summary>A save that was stored.</summary>
public sealed record DraftSavedAnswer(string Id, int Revision, DateTime SavedAt);
