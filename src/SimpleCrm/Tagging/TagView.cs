namespace SimpleCrm.Tagging;

/// <summary>A tag, and how many records have it that are there.</summary>
public sealed record TagView(long Id, string Name, TagColour Colour, int Records);
