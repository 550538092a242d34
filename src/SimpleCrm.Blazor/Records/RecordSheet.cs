using SimpleCrm.Access;
using SimpleCrm.Contacts;

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

    protected static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    protected static IReadOnlyList<string> Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    protected static long? Id(string text) => long.TryParse(text, out var id) ? id : null;

    protected static string Text(long? id) => id is { } key ? $"{key}" : "";

    protected static IReadOnlyList<LookupChoice> Owners(IEnumerable<Colleague> colleagues) =>
        [new("", "Nobody", "", "circle-x"), .. colleagues.Select(c => new LookupChoice($"{c.Id}", c.Name, "", "user"))];
}
