using System.Globalization;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;

namespace SimpleCrm.Blazor.Records;

/// <summary>What narrows and orders a list of records. All of it stands in the address, so that a reload or a link finds it again.</summary>
public sealed record RecordFilter
{
    /// <summary>The viewer's own.</summary>
    public const string Mine = "me";

    /// <summary>Those of nobody.</summary>
    public const string Nobody = "none";

    private const string FieldPrefix = "custom.";

    public string Text { get; init; } = "";

    /// <summary>Empty for everybody's, <see cref="Mine"/>, <see cref="Nobody"/>, or the id of a person.</summary>
    public string Owner { get; init; } = "";
    public string Tag { get; init; } = "";
    public long? CompanyId { get; init; }

    /// <summary>Values of custom fields, each "key:value", one a line.</summary>
    public string Fields { get; init; } = "";
    public RecordOrder Order { get; init; }

    /// <summary>The custom field to order by.</summary>
    public string OrderField { get; init; } = "";

    public bool IsNarrow => Text.Length > 0 || Owner.Length > 0 || Tag.Length > 0 || CompanyId is not null || Fields.Length > 0;

    /// <summary>Takes the parts of an address; what is none of ours narrows nothing.</summary>
    public static RecordFilter Of(string? text, string? owner, string? tag, string? company, string? order, string[]? fields) => new()
    {
        Text = text?.Trim() ?? "",
        Owner = owner is Mine or Nobody || Id(owner) is not null ? owner! : "",
        Tag = tag?.Trim() ?? "",
        CompanyId = Id(company),
        Fields = string.Join('\n', (fields ?? []).Where(f => CustomFilter.Parse(f) is not null).Take(10)),
        Order = order switch
        {
            "changed" => RecordOrder.Changed,
            "added" => RecordOrder.Added,
            _ when order?.StartsWith(FieldPrefix, StringComparison.Ordinal) == true => RecordOrder.Field,
            _ when order?.StartsWith($"-{FieldPrefix}", StringComparison.Ordinal) == true => RecordOrder.FieldDescending,
            _ => RecordOrder.Name,
        },
        OrderField = order?.IndexOf(FieldPrefix, StringComparison.Ordinal) is 0 or 1 ? order[(order.IndexOf(FieldPrefix, StringComparison.Ordinal) + FieldPrefix.Length)..] : "",
    };

    /// <summary>The values of custom fields that narrow the list.</summary>
    public IReadOnlyList<CustomFilter> Custom() => [.. Fields.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(CustomFilter.Parse).OfType<CustomFilter>()];

    /// <summary>The order as the address names it; null for the usual one.</summary>
    public static string? OrderName(RecordOrder order, string field) => order switch
    {
        RecordOrder.Changed => "changed",
        RecordOrder.Added => "added",
        RecordOrder.Field => $"{FieldPrefix}{field}",
        RecordOrder.FieldDescending => $"-{FieldPrefix}{field}",
        _ => null,
    };

    public RecordQuery ToQuery(Viewer viewer) => new()
    {
        Text = Text,
        OwnerId = Owner == Mine ? viewer.UserId : Id(Owner),
        IsUnowned = Owner == Nobody,
        Tag = Tag,
        CompanyId = CompanyId,
        Custom = Custom(),
        Order = Order,
        OrderField = OrderField.Length > 0 ? OrderField : null,
    };

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
