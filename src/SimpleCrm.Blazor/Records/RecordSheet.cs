using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;

namespace SimpleCrm.Blazor.Records;

/// <summary>What records of a kind consist of on screen, and how they are stored.</summary>
public abstract class RecordSheet<TView, TContent> where TView : class, IRecordView where TContent : class
{
    public abstract RecordLabels Kind { get; }
    public abstract IRecords<TView> Records { get; }

    /// <summary>The fields, the name first.</summary>
    public abstract Task<IReadOnlyList<RecordField<TView, TContent>>> FieldsAsync(Viewer viewer, CancellationToken cancellationToken);

    /// <summary>What a new record starts with.</summary>
    public abstract TContent Blank(Viewer viewer);

    /// <summary>A record as somebody would have entered it.</summary>
    public abstract TContent ContentOf(TView view);

    public abstract Task<RecordOutcome<TView>> SaveAsync(Viewer viewer, long? id, int version, TContent content, CancellationToken cancellationToken);

    /// <summary>The custom fields of the kind.</summary>
    protected async Task<IReadOnlyList<RecordField<TView, TContent>>> CustomAsync(
        Viewer viewer, CustomFieldSettings settings, Func<TContent, IReadOnlyDictionary<string, string?>?> read, Func<TContent, IReadOnlyDictionary<string, string?>, TContent> write, CancellationToken cancellationToken) =>
        [.. (await settings.ListAsync(viewer, Kind.RecordKind, withArchived: false, cancellationToken)).Select(field => new RecordField<TView, TContent>(
            $"custom.{field.Key}", field.Name, KindOf(field.Type), c => read(c)?.GetValueOrDefault(field.Key) ?? "",
            (c, text) => write(c, new Dictionary<string, string?>(read(c) ?? new Dictionary<string, string?>()) { [field.Key] = text }))
        {
            Options = CustomOptions(field),
            Hint = field.IsRequired ? "Required" : null,
            IsFirst = field.IsRequired,
            IsForMany = true,
        })];

    private static FieldKind KindOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Number => FieldKind.Amount,
        CustomFieldType.Date => FieldKind.Date,
        CustomFieldType.YesNo or CustomFieldType.Choice => FieldKind.Choice,
        CustomFieldType.Link => FieldKind.Website,
        _ => FieldKind.Line,
    };

    private static IReadOnlyList<LookupChoice> CustomOptions(CustomFieldView field) => field.Type switch
    {
        CustomFieldType.YesNo => [new("", "–", "", ""), new("yes", "Yes", "", ""), new("no", "No", "", "")],
        CustomFieldType.Choice => [new("", "–", "", ""), .. field.Choices.Select(c => new LookupChoice(c, c, "", ""))],
        _ => [],
    };

    protected static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    protected static IReadOnlyList<string> Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    protected static long? Id(string text) => long.TryParse(text, out var id) ? id : null;

    protected static string Text(long? id) => id is { } key ? $"{key}" : "";

    protected static IReadOnlyList<LookupChoice> Owners(IEnumerable<Colleague> colleagues) =>
        [new("", "Nobody", "", "circle-x"), .. colleagues.Select(c => new LookupChoice($"{c.Id}", c.Name, "", "user"))];
}
