using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Merging;

/// <summary>Lets a person choose which other record goes into one, and what of both is kept.</summary>
public sealed partial class MergeForm<TView, TContent> where TView : class, IRecordView where TContent : class
{
    private readonly HashSet<string> _fromOther = [];
    private IReadOnlyList<RecordField<TView, TContent>> _fields = [];
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private IReadOnlyList<(DuplicateRecord Record, string Reason)> _pairs = [];
    private IReadOnlyList<TView> _found = [];
    private TView? _own, _other;
    private bool _isRead, _isMerging;

    [Parameter, EditorRequired] public long Id { get; set; }

    /// <summary>The record that goes; null while it is to be chosen.</summary>
    [Parameter] public long? With { get; set; }
    [Parameter, EditorRequired] public Func<Viewer, RecordQuery, CancellationToken, Task<RecordPage<TView>?>> Load { get; set; } = null!;

    [Inject] public required RecordSheet<TView, TContent> Sheet { get; set; }
    [Inject] public required Duplicates Duplicates { get; set; }
    [Inject] public required MergeActs Acts { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required NavigationManager Locations { get; set; }

    protected override async Task OnInitializedAsync() => await ReadAsync();

    private async Task ReadAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        _own = await Sheet.Records.FindAsync(viewer, Id, CancellationToken.None);
        _other = With is { } with && with != Id ? await Sheet.Records.FindAsync(viewer, with, CancellationToken.None) : null;
        if (_own is not null && _other is not null)
        {
            _fields = await Sheet.FieldsAsync(viewer, CancellationToken.None);
            // What one of them lacks comes from the other, unless the person says otherwise.
            foreach (var field in _fields.Where(f => !IsList(f) && ShownOf(f, _own).Length == 0))
                _fromOther.Add(field.Key);
        }
        else if (_own is not null)
            _pairs = [.. (await Duplicates.ListAsync(viewer, Sheet.Kind.RecordKind, Id, CancellationToken.None)).Select(p => (p.First.Id == Id ? p.Second : p.First, p.Reason))];
        _isRead = true;
    }

    private async Task FindAsync(string? text)
    {
        if (await Viewers.FindAsync() is not { } viewer || string.IsNullOrWhiteSpace(text))
            _found = [];
        else
            _found = [.. ((await Load(viewer, new RecordQuery { Text = text, PageSize = 8 }, CancellationToken.None))?.Items ?? []).Where(r => r.Id != Id)];
    }

    private async Task MergeAsync()
    {
        if (_isMerging || _own is null || _other is null)
            return;
        _isMerging = true;
        var outcome = await Acts.MergeAsync(Sheet.Kind, Id, _own.Name, new MergeRequest(_other.Id, _own.Version, _other.Version, _fromOther));
        _isMerging = false;
        if (outcome is null)
            return;
        _errors = outcome.Errors;
        if (outcome.Merge is not null)
            Locations.NavigateTo(Sheet.Kind.Url(Id));
        else if (_errors.Count == 0)
        {
            if (outcome.IsChanged)
                await Notices.FailAsync("Somebody changed one of the two meanwhile. They are shown as they are now: look again, then merge.");
            _fromOther.Clear();
            await ReadAsync();
        }
    }

    private async Task SayDistinctAsync()
    {
        if (_other is null || await Viewers.FindAsync() is not { } viewer)
            return;
        await Duplicates.SayDistinctAsync(viewer, Sheet.Kind.RecordKind, Id, _other.Id, areDistinct: true, CancellationToken.None);
        await Notices.SayAsync("They are not offered as duplicates any more.");
        Locations.NavigateTo($"{Sheet.Kind.Path}/duplicates");
    }

    private string Url(long id, long with) => $"{Sheet.Kind.Url(id)}/merge?with={with}";

    private static bool IsList(RecordField<TView, TContent> field) => field.Kind is FieldKind.Addresses or FieldKind.Phones or FieldKind.Domains or FieldKind.Tags;

    private string ShownOf(RecordField<TView, TContent> field, TView view)
    {
        var text = field.Read(Sheet.ContentOf(view));
        return text.Length == 0 ? "" : field.Show?.Invoke(view) ?? field.Options.FirstOrDefault(o => o.Id == text)?.Label ?? text.Replace("\n", ", ", StringComparison.Ordinal);
    }
}
