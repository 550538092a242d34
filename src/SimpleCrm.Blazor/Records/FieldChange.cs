namespace SimpleCrm.Blazor.Records;

/// <summary>What somebody else made of a field.</summary>
public sealed record FieldChange(string Label, string Before, string After);
