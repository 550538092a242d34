using SimpleCrm.CustomFields;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>A custom field. <paramref name="Key"/> names it in records, filters and files.</summary>
public sealed record CustomFieldAnswer(
    string Id, RecordKind Kind, string Key, string Name, CustomFieldType Type, IReadOnlyList<string> Choices, bool IsRequired, bool IsListed, bool IsArchived)
{
    internal static CustomFieldAnswer Of(CustomFieldView field) =>
        new(ApiIds.Text(field.Id), field.Kind, field.Key, field.Name, field.Type, field.Choices, field.IsRequired, field.IsListed, field.IsArchived);
}
