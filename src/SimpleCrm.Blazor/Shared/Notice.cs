namespace SimpleCrm.Blazor.Shared;

/// <summary>A sentence at the corner of the page that goes away by itself.</summary>
/// <param name="Id">Distinguishes it from its neighbours.</param>
/// <param name="Text">What happened.</param>
/// <param name="IsError">Something failed.</param>
/// <param name="ActLabel">"Undo", or another act it offers; null for none.</param>
/// <param name="Act">What that does.</param>
public sealed record Notice(int Id, string Text, bool IsError, string? ActLabel, Func<Task>? Act);
