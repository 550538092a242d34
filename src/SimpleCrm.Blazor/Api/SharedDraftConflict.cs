namespace SimpleCrm.Blazor.Api;

/// <summary>A save that came too late: the writer or another colleague stored <paramref name="Current"/> meanwhile.</summary>
public sealed record SharedDraftConflict(SharedDraftAnswer Current, int Revision);
