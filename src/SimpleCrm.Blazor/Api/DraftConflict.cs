namespace SimpleCrm.Blazor.Api;

/// <summary>A save that came too late: another page or device stored <paramref name="Current"/> meanwhile.</summary>
public sealed record DraftConflict(DraftAnswer Current, int Revision);
