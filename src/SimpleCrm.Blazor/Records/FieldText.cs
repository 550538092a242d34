namespace SimpleCrm.Blazor.Records;

/// <summary>What was entered into a field.</summary>
/// <param name="Text">To be stored.</param>
/// <param name="Shown">As people read it.</param>
public sealed record FieldText(string Text, string Shown);
