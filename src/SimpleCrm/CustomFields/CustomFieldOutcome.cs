namespace SimpleCrm.CustomFields;

/// <summary>What became of a change of a custom field: the field as it is now, or what is wrong by field, or neither when there is no such field.</summary>
public sealed record CustomFieldOutcome(CustomFieldView? Field, IReadOnlyDictionary<string, string[]> Errors)
{
    private static readonly Dictionary<string, string[]> None = [];

    internal static readonly CustomFieldOutcome Unknown = new(null, None);

    internal static CustomFieldOutcome Done(CustomField row) => new(CustomFieldView.Of(row), None);

    internal static CustomFieldOutcome Wrong(string field, string message) => new(null, new Dictionary<string, string[]> { [field] = [message] });
}
