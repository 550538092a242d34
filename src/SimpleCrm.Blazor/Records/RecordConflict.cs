namespace SimpleCrm.Blazor.Records;

/// <summary>A change that was not stored because the record had been changed by somebody else.</summary>
/// <param name="Theirs">What the other one changed.</param>
/// <param name="Label">The field that was to be changed.</param>
/// <param name="Mine">To what.</param>
/// <param name="Current">The record as the other one left it.</param>
public sealed record RecordConflict<TView>(IReadOnlyList<FieldChange> Theirs, string Label, string Mine, TView Current);
