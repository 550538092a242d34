using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Blazor.Records;

/// <summary>A list of records of one kind. The script in wwwroot-assets/src/records/table.ts moves the cursor, the selection and the window over it.</summary>
public sealed partial class RecordTable<TView> where TView : class, IRecordView
{
    // More columns leave the others no room.
    private const int MostListed = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);
    private readonly CancellationTokenSource _closed = new();
    private RecordRows<TView>? _rows;
    private string? _shownKey;
    private string? _wantedKey;
    private ListState _state = ListState.Loading;
    private IReadOnlyList<Colleague> _colleagues = [];
    private IReadOnlyList<CustomFieldView> _listed = [];
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private ElementReference _root;
    private IJSObjectReference? _script;
    private DotNetObjectReference<RecordTable<TView>>? _self;
    private IDisposable? _following;

    [Parameter, EditorRequired] public RecordLabels Kind { get; set; } = null!;
    [Parameter, EditorRequired] public RecordFilter Filter { get; set; } = new();
    [Parameter, EditorRequired] public IRecords<TView> Records { get; set; } = null!;
    [Parameter, EditorRequired] public Func<Viewer, RecordQuery, CancellationToken, Task<RecordPage<TView>?>> Load { get; set; } = null!;

    /// <summary>What else decides which records these are; two lists with the same scope and filter are the same.</summary>
    [Parameter] public string Scope { get; set; } = "";

    /// <summary>Whether the scope leaves some records out.</summary>
    [Parameter] public bool IsNarrow { get; set; }

    /// <inheritdoc cref="RecordToolbar.CompanyName"/>
    [Parameter] public string? CompanyName { get; set; }

    /// <summary>Names the columns in the style sheet.</summary>
    [Parameter] public string Class { get; set; } = "";
    [Parameter] public RenderFragment? Head { get; set; }
    [Parameter, EditorRequired] public RenderFragment<TView> Row { get; set; } = null!;
    [Parameter] public RenderFragment? Filters { get; set; }
    [Parameter] public EventCallback Add { get; set; }

    /// <summary>Asks which field of these records is to be changed; null where none can be.</summary>
    [Parameter] public Func<IReadOnlyList<long>, Task>? EditMany { get; set; }

    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required Colleagues Colleagues { get; set; }
    [Inject] public required CustomFieldSettings CustomFields { get; set; }
    [Inject] public required RecordActs Acts { get; set; }
    [Inject] public required TagColours Colours { get; set; }
    [Inject] public required LiveFeed Feed { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Inject] public required IJSRuntime Script { get; set; }
    [Inject] public required ILogger<RecordTable<TView>> Logger { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Acts.Changed += ChangedAsync;
        if (await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return;
        _following = Feed.FollowRecords(viewer, Kind.RecordKind, Time, ChangedAsync, DispatchExceptionAsync, _closed.Token);
        _zone = MailTime.Zone(viewer.TimeZone);
        _colleagues = await Colleagues.ListAsync(viewer, _closed.Token);
        _listed = [.. (await CustomFields.ListAsync(viewer, Kind.RecordKind, withArchived: false, _closed.Token)).Where(f => f.IsListed).Take(MostListed)];
    }

    protected override async Task OnParametersSetAsync()
    {
        var key = $"{Scope} {Filter}";
        if (_wantedKey == key)
            return;
        _wantedKey = key;
        var reading = ReadFirstAsync(key);
        // A quick answer replaces the old list at once; a slow one is announced by grey rows.
        await Task.WhenAny(reading, Task.Delay(Patience, Time, _closed.Token));
        if (!reading.IsCompleted)
        {
            _state = ListState.Loading;
            StateHasChanged();
        }
        await reading;
    }

    // The old rows stay on the page until the new ones are here.
    private async Task ReadFirstAsync(string key)
    {
        if (await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return;
        var rows = new RecordRows<TView>(Load);
        await Colours.ReadAsync(_closed.Token);
        var isRead = await TryAsync(() => rows.ShowAsync(viewer, Filter.ToQuery(viewer), 0, RecordRows<TView>.FirstCount, _closed.Token));
        if (_wantedKey == key)
            (_rows, _shownKey, _state) = (rows, key, isRead ? ListState.Ready : ListState.Failed);
    }

    private async Task RetryAsync()
    {
        _state = ListState.Loading;
        await ReadFirstAsync(_wantedKey!);
    }

    private async Task ReadAgainAsync(Func<RecordRows<TView>, Viewer, Task> read)
    {
        var rows = _rows;
        if (rows is null || await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return;
        var isRead = await TryAsync(() => read(rows, viewer));
        if (rows != _rows)
            return;
        _state = isRead ? ListState.Ready : ListState.Failed;
        StateHasChanged();
    }

    private async Task<bool> TryAsync(Func<Task> read)
    {
        try
        {
            await read();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.RecordsFailed(Logger, exception);
            return false;
        }
    }

    private Task ChangedAsync() => InvokeAsync(() => ReadAgainAsync(async (rows, viewer) =>
    {
        await Colours.ReadAsync(_closed.Token);
        await rows.RefreshAsync(viewer, Filter.ToQuery(viewer), _closed.Token);
    }));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await Script.InvokeAsync<IJSObjectReference>("simplecrm.records", _root, _self);
    }

    /// <summary>The window has to move: rows from <paramref name="first"/> on are, or will soon be, in sight.</summary>
    [JSInvokable]
    public Task ShowRows(int first, int count) => ReadAgainAsync((rows, viewer) => rows.ShowAsync(viewer, Filter.ToQuery(viewer), first, count, _closed.Token));

    /// <summary>Who can be given records.</summary>
    [JSInvokable]
    public IReadOnlyList<LookupChoice> Owners() => [.. _colleagues.Select(c => new LookupChoice($"{c.Id}", c.Name, "", "user")), new LookupChoice("", "Nobody", "", "circle-x")];

    /// <summary>The tags that can be put on records ("tag") or taken off them ("untag").</summary>
    [JSInvokable]
    public async Task<IReadOnlyList<LookupChoice>> Tags(string kind, string[] recordIds, bool everything, string text) =>
        kind == "tag" ? Colours.Choices(text) : TagColours.Choices(await Colours.NamesAsync(Kind, await IdsAsync(recordIds, everything), _closed.Token), text);

    /// <summary>A key or button acted on records.</summary>
    /// <param name="kind">"delete", "assign", "edit", "tag" or "untag".</param>
    /// <param name="recordIds">The records.</param>
    /// <param name="everything">All of the list are meant.</param>
    /// <param name="detail">For "assign" the owner's id, empty for nobody; for "tag" and "untag" the tag.</param>
    [JSInvokable]
    public async Task Act(string kind, string[] recordIds, bool everything, string detail)
    {
        var ids = await IdsAsync(recordIds, everything);
        if (ids.Count == 0)
            return;
        if (kind == "delete")
            await Acts.DeleteAsync(Records, Kind, ids, ids.Count == 1 ? _rows?.Rows.FirstOrDefault(r => r.Id == ids[0])?.Name : null);
        else if (kind == "assign")
            await Acts.AssignAsync(Records, Kind, ids, long.TryParse(detail, out var owner) ? owner : null, _colleagues.FirstOrDefault(c => $"{c.Id}" == detail)?.Name);
        else if (kind == "edit" && EditMany is not null)
            await EditMany(ids);
        else if (kind is "tag" or "untag")
            await Acts.TagAsync(Kind, ids, detail, kind == "tag");
    }

    private async Task<IReadOnlyList<long>> IdsAsync(string[] recordIds, bool everything) =>
        everything ? await AllAsync() : recordIds.Length > RecordActs.Most ? [] : [.. recordIds.Select(id => long.TryParse(id, out var number) ? number : 0).Where(id => id != 0)];

    private async Task<IReadOnlyList<long>> AllAsync()
    {
        var ids = new List<long>();
        if (await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return ids;
        var query = Filter.ToQuery(viewer) with { PageSize = RecordQuery.MaxPageSize };
        while (ids.Count < RecordActs.Most && await Load(viewer, query, _closed.Token) is { } page)
        {
            ids.AddRange(page.Items.Select(r => r.Id));
            if (page.NextCursor is null)
                break;
            query = query with { Cursor = page.NextCursor };
        }
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        Acts.Changed -= ChangedAsync;
        _following?.Dispose();
        await _closed.CancelAsync();
        await _script.EndAsync();
        _self?.Dispose();
    }
}
