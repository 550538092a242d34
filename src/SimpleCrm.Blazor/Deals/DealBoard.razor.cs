using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Blazor.Deals;

/// <summary>The deals of a pipeline by stage. The script in wwwroot-assets/src/records/board.ts drags cards and moves the cursor over them.</summary>
public sealed partial class DealBoard
{
    /// <summary>Pixels of a card and the gap below it, as in the style sheet.</summary>
    internal const int CardHeight = 92;

    // As many as a tall screen shows, so that the board is whole when it is first drawn.
    private const int FirstCards = 14, MostCards = 120;

    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<PipelineView> _pipelines = [];
    private IReadOnlyList<Colleague> _colleagues = [];
    private Board? _board;
    private string? _wantedKey;
    private ListState _state = ListState.Loading;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private ElementReference _root;
    private IJSObjectReference? _script;
    private DotNetObjectReference<DealBoard>? _self;
    private IDisposable? _following;
    private readonly Dictionary<long, (int From, int Count)> _windows = [];
    private int _moving;
    private bool _isOld;

    [Parameter, EditorRequired] public RecordFilter Filter { get; set; } = new();

    /// <summary>Null for the first.</summary>
    [Parameter] public long? PipelineId { get; set; }
    [Parameter] public EventCallback Add { get; set; }

    [Inject] public required DealRecords Deals { get; set; }
    [Inject] public required Pipelines Pipelines { get; set; }
    [Inject] public required Colleagues Colleagues { get; set; }
    [Inject] public required RecordActs Acts { get; set; }
    [Inject] public required TagColours Colours { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required LiveFeed Feed { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required NavigationManager Locations { get; set; }
    [Inject] public required IJSRuntime Script { get; set; }
    [Inject] public required ILogger<DealBoard> Logger { get; set; }

    protected override void OnInitialized() => Acts.Changed += ChangedAsync;

    protected override async Task OnParametersSetAsync()
    {
        var key = $"{PipelineId} {Filter}";
        if (_wantedKey == key)
            return;
        _wantedKey = key;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var key = _wantedKey;
        if (await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return;
        _following ??= Feed.FollowRecords(viewer, RecordKind.Deal, Time, FollowedAsync, DispatchExceptionAsync, _closed.Token);
        _zone = MailTime.Zone(viewer.TimeZone);
        try
        {
            await Colours.ReadAsync(_closed.Token);
            var pipelines = await Pipelines.ListAsync(viewer, _closed.Token);
            var pipeline = pipelines.FirstOrDefault(p => p.Id == PipelineId) ?? pipelines[0];
            var deals = await Deals.BoardAsync(viewer, pipeline.Id, Filter.ToQuery(viewer), _closed.Token);
            var colleagues = await Colleagues.ListAsync(viewer, _closed.Token);
            if (key == _wantedKey)
                (_pipelines, _colleagues, _board, _state) = (pipelines, colleagues, new Board(pipeline, deals), ListState.Ready);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.RecordsFailed(Logger, exception);
            _state = ListState.Failed;
        }
    }

    private Task RetryAsync()
    {
        _state = ListState.Loading;
        return ReadAsync();
    }

    private Task ChangedAsync() => InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    // A move that is not stored yet would jump back: what came meanwhile is read after it.
    private Task FollowedAsync() => InvokeAsync(async () =>
    {
        _isOld = true;
        if (_moving == 0)
            await ReadAnewAsync();
    });

    private async Task ReadAnewAsync()
    {
        _isOld = false;
        await ReadAsync();
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await Script.InvokeAsync<IJSObjectReference>("simplecrm.board", _root, _self);
    }

    private (int From, int Count) WindowOf(BoardColumn column)
    {
        var (from, count) = _windows.GetValueOrDefault(column.Stage.Id, (0, FirstCards));
        count = Math.Min(count, column.Deals.Count);
        return (Math.Min(from, column.Deals.Count - count), count);
    }

    /// <summary>A column is scrolled to other cards than are drawn.</summary>
    [JSInvokable]
    public void Show(string stageId, int from, int count)
    {
        if (!long.TryParse(stageId, out var stage))
            return;
        _windows[stage] = (Math.Max(0, from), Math.Clamp(count, 1, MostCards));
        StateHasChanged();
    }

    /// <summary>A card was dropped above another one, or at the end of a column (empty).</summary>
    [JSInvokable]
    public Task Move(string dealId, string stageId, string beforeId) =>
        long.TryParse(dealId, out var deal) && long.TryParse(stageId, out var stage)
            ? MoveAsync(deal, new(stage, long.TryParse(beforeId, out var before) ? before : null), offersUndo: true)
            : Task.CompletedTask;

    /// <summary>A stage was chosen for a deal: it comes to the top, where it is seen.</summary>
    [JSInvokable]
    public Task MoveToStage(string dealId, string stageId) => Move(dealId, stageId, $"{_board?.Columns.FirstOrDefault(c => $"{c.Stage.Id}" == stageId)?.Deals.FirstOrDefault()?.Id}");

    /// <summary>A deal is to be deleted.</summary>
    [JSInvokable]
    public async Task Delete(string dealId)
    {
        if (long.TryParse(dealId, out var id) && _board?.Find(id) is { } deal)
            await Acts.DeleteAsync(Deals, RecordLabels.Deal, [id], deal.Name);
    }

    // Shown first, stored then; what is refused goes back to where it was.
    private async Task MoveAsync(long id, BoardPlace to, bool offersUndo)
    {
        if (_board is not { } board || await Viewers.FindAsync() is not { } viewer)
            return;
        if (board.PlaceOf(id) is not { } from)
        {
            await Notices.FailAsync("That deal is not on this board any more: somebody has deleted or changed it.");
            StateHasChanged();
            return;
        }
        if (!board.Move(id, to))
        {
            StateHasChanged();
            return;
        }
        StateHasChanged();
        _moving++;
        try
        {
            if (await Deals.MoveAsync(viewer, id, to.StageId, to.BeforeId, CancellationToken.None) is not { } moved)
            {
                await Notices.FailAsync("That deal or its stage is not there any more: somebody has deleted it.");
                await ReadAsync();
            }
            else
            {
                board.Replace(moved);
                if (offersUndo && from.StageId != to.StageId)
                    await Notices.SayAsync($"{moved.Name} moved to {moved.StageName}.", "Undo", () => InvokeAsync(() => MoveAsync(id, from, offersUndo: false)));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.RecordNotStored(Logger, exception);
            board.Move(id, from);
            await Notices.FailAsync("That deal could not be moved and is back where it was. Try again.");
        }
        finally
        {
            _moving--;
        }
        if (_moving == 0 && _isOld)
            await ReadAnewAsync();
        StateHasChanged();
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
