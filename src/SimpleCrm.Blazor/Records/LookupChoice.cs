namespace SimpleCrm.Blazor.Records;

/// <summary>Something to choose, as the chooser in the browser takes it.</summary>
/// <param name="Id">Text, because a browser's numbers are too small for it; empty for none.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Group">What tells it from others of that name.</param>
/// <param name="Icon">Name of its icon.</param>
public sealed record LookupChoice(string Id, string Label, string Group, string Icon);
