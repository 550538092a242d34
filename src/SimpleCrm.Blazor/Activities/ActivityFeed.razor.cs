using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using SimpleCrm.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Activities;

/// <summary>A timeline, newest first: a window over what was read so far, which reads on as one scrolls, and follows what happens.</summary>
public sealed partial class ActivityFeed : LiveView
{
    /// <summary>Pixels of a row, as in the style sheet.</summary>
    internal const float RowHeight = 52;

    // Below this many rows all are read again after a change; a longer past is kept as it was.
    private const int MostAgain = 300;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private List<ActivityView> _items = [];
    private string? _next;
    private int _hidden;
    private TimelineFilter _filter = new();
    private ListState _state = ListState.Loading;
    private IReadOnlyList<Colleague> _people = [];
    private Virtualize<ActivityView>? _window;
    private Viewer? _viewer;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DateTimeOffset _now;
    private string? _shown;

    [Parameter] public string Title { get; set; } = "Timeline";

    /// <summary>Of which record; null for a timeline of people.</summary>
    [Parameter] public RecordReference? Record { get; set; }

    /// <summary>What the record is called.</summary>
    [Parameter] public string Name { get; set; } = "";

    /// <summary>Reads a page; null when there is nothing of that kind any more.</summary>
    [Parameter, EditorRequired] public Func<Viewer, TimelineQuery, CancellationToken, Task<TimelinePage?>> Load { get; set; } = null!;

    /// <summary>How many emails the viewer may not see; null where that is not told.</summary>
    [Parameter] public Func<Viewer, CancellationToken, Task<int>>? CountHidden { get; set; }

    /// <summary>What else decides what is shown; with another scope it is read anew.</summary>
    [Parameter] public string Scope { get; set; } = "";
    [Parameter] public string Empty { get; set; } = "Nothing has happened yet. Emails come here by themselves; calls, meetings and notes are logged with the buttons above.";

    [Inject] public required Colleagues Colleagues { get; set; }
    [Inject] public required ActivityDesk Desk { get; set; }
    [Inject] public required ILogger<ActivityFeed> Logger { get; set; }

    protected override bool HearsRecords => true;

    // What many people do is read again less often.
    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(Record is null ? 3000 : 500);

    private IReadOnlyList<ActivityRecord> Belongs => Record is { } record ? [new ActivityRecord(record.Kind, record.Id, Name)] : [];

    protected override async Task OnParametersSetAsync()
    {
        var scope = $"{Record} {Scope}";
        if (_shown == scope)
            return;
        _shown = scope;
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Follow(viewer);
        (_viewer, _zone) = (viewer, MailTime.Zone(viewer.TimeZone));
        (_state, _items, _hidden) = (ListState.Loading, [], 0);
        _people = await Colleagues.ListAsync(viewer, Closed);
        await ReadAsync(1);
        await CountHiddenAsync(viewer);
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        if (change.Records.Count == 0 || Record is { } record && !change.Records.Contains(record))
            return;
        await ReadAsync(Math.Min(_items.Count + 1, MostAgain));
        if (await Viewers.FindAsync(Closed) is { } viewer)
            await CountHiddenAsync(viewer);
    }

    private async Task SetAsync(TimelineFilter filter)
    {
        _filter = filter;
        await ReadAsync(1);
    }

    // From the top, as many as were here.
    private async Task ReadAsync(int atLeast)
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        _now = Time.GetUtcNow();
        await _reading.WaitAsync(Closed);
        try
        {
            var (items, next) = (new List<ActivityView>(), (string?)null);
            do
            {
                var query = _filter.ToQuery(_zone) with { Cursor = next, PageSize = atLeast > TimelineQuery.DefaultPageSize ? TimelineQuery.MaxPageSize : TimelineQuery.DefaultPageSize };
                if (await Load(viewer, query, Closed) is not { } page)
                    break;
                items.AddRange(page.Items);
                next = page.NextCursor;
            }
            while (next is not null && items.Count < atLeast);
            if (next is not null && _items.Count > items.Count && items.Count > 0 && atLeast == MostAgain)
            {
                var last = items[^1];
                items.AddRange(_items.Where(i => i.OccurredAt < last.OccurredAt || i.OccurredAt == last.OccurredAt && i.Id < last.Id));
                next = _next;
            }
            (_items, _next, _state) = (items, next, ListState.Ready);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.TimelineFailed(Logger, exception);
            _state = ListState.Failed;
        }
        finally
        {
            _reading.Release();
        }
        if (_window is not null)
            await _window.RefreshDataAsync();
        StateHasChanged();
    }

    // The count looks at every email of the record, whatever the filter: what can be seen is on the page before it.
    private async Task CountHiddenAsync(Viewer viewer)
    {
        if (CountHidden is null || _state != ListState.Ready)
            return;
        try
        {
            var (shown, hidden) = (_shown, await CountHidden(viewer, Closed));
            if (shown != _shown)
                return;
            _hidden = hidden;
            StateHasChanged();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.TimelineFailed(Logger, exception);
        }
    }

    private async ValueTask<ItemsProviderResult<ActivityView>> RowsAsync(ItemsProviderRequest request)
    {
        while (_next is not null && _items.Count < request.StartIndex + request.Count && await MoreAsync(request.CancellationToken))
        {
        }
        return new(_items.Skip(request.StartIndex).Take(request.Count), _items.Count + (_next is null ? 0 : 1));
    }

    private async Task<bool> MoreAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_next is null || _viewer is null || await Load(_viewer, _filter.ToQuery(_zone) with { Cursor = _next }, cancellationToken) is not { IsBadCursor: false } page)
                return false;
            _items.AddRange(page.Items);
            _next = page.NextCursor;
            return true;
        }
        finally
        {
            _reading.Release();
        }
    }

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
