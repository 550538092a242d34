namespace SimpleCrm.CustomFields;

/// <summary>Narrows a list to records by the value of a custom field.</summary>
/// <param name="Key">The field's key; an unknown one narrows nothing.</param>
/// <param name="Text">
/// Text and links: what the value contains. Choices, yes and no: the value. Numbers and dates: the value, or "from..to" with either end left out.
/// <see cref="None"/> for records without a value.
/// </param>
public sealed record CustomFilter(string Key, string Text)
{
    public const string None = "~";

    /// <summary>Reads "key:text"; null when there is no colon.</summary>
    public static CustomFilter? Parse(string? text) => text?.IndexOf(':', StringComparison.Ordinal) is { } at and > 0 ? new(text[..at], text[(at + 1)..].Trim()) : null;

    public override string ToString() => $"{Key}:{Text}";
}
