using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Records;

/// <summary>The page of one record. Its parts are shown by <see cref="RecordFrame{TView, TContent}"/>.</summary>
public abstract class RecordScreen<TView, TContent> : ComponentBase, IDisposable where TView : class, IRecordView where TContent : class
{
    private readonly CancellationTokenSource _closed = new();
    private bool _isLeaving;

    [Parameter] public long Id { get; set; }

    [Inject] public required RecordSheet<TView, TContent> Sheet { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required RecordActs Acts { get; set; }
    [Inject] public required RecordMerging Merging { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required NavigationManager Locations { get; set; }
    [Inject] public required ILoggerFactory Loggers { get; set; }

    /// <summary>Null while it is read, and when there is no such record.</summary>
    public RecordEditor<TView, TContent>? Editor { get; private set; }
    public ListState State { get; private set; } = ListState.Loading;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Closed => _closed.Token;

    protected TView? View => Editor?.View;

    protected override void OnInitialized() => Acts.Changed += ReadAgainAsync;

    protected override async Task OnParametersSetAsync()
    {
        if (Editor?.View.Id == Id)
            return;
        (State, Editor) = (ListState.Loading, null);
        await ReadAsync();
    }

    /// <summary>Reads what else the page shows.</summary>
    protected virtual Task ReadMoreAsync(Viewer viewer) => Task.CompletedTask;

    public async Task ReadAsync()
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Zone = MailTime.Zone(viewer.TimeZone);
        try
        {
            var id = Id;
            var view = await Sheet.Records.FindAsync(viewer, id, Closed);
            var fields = view is null ? [] : await Sheet.FieldsAsync(viewer, Closed);
            if (id != Id)
                return;
            if (view is null && await Merging.SurvivorAsync(viewer, Sheet.Kind.RecordKind, id, Closed) is { } survivor)
            {
                Locations.NavigateTo(Sheet.Kind.Url(survivor), replace: true);
                return;
            }
            Editor = view is null ? null : new(Sheet, fields, view);
            if (view is not null)
                await ReadMoreAsync(viewer);
            State = ListState.Ready;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.RecordsFailed(Loggers.CreateLogger<RecordScreen<TView, TContent>>(), exception);
            State = ListState.Failed;
        }
    }

    /// <summary>Stores a field and shows what became of it.</summary>
    public Task ChangeAsync(RecordField<TView, TContent> field, string text, string shown) => ApplyAsync((editor, viewer) => editor.ChangeAsync(viewer, field, text, shown, Closed));

    public Task KeepMineAsync() => ApplyAsync((editor, viewer) => editor.KeepMineAsync(viewer, Closed));

    public async Task TakeTheirsAsync()
    {
        Editor?.TakeTheirs();
        if (await Viewers.FindAsync(Closed) is { } viewer)
            await ReadMoreAsync(viewer);
        StateHasChanged();
    }

    public async Task DeleteAsync()
    {
        if (View is not { } view)
            return;
        _isLeaving = true;
        _isLeaving = (await Acts.DeleteAsync(Sheet.Records, Sheet.Kind, [view.Id], view.Name)).Count > 0;
        if (_isLeaving)
            Locations.NavigateTo(Sheet.Kind.Path);
    }

    private async Task ApplyAsync(Func<RecordEditor<TView, TContent>, Viewer, Task<bool>> change)
    {
        if (Editor is not { } editor || await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        try
        {
            if (await change(editor, viewer))
                await ReadMoreAsync(viewer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.RecordNotStored(Loggers.CreateLogger<RecordScreen<TView, TContent>>(), exception);
            await Notices.FailAsync("That could not be stored. Try again.");
        }
        StateHasChanged();
    }

    private Task ReadAgainAsync() => InvokeAsync(async () =>
    {
        if (_isLeaving || Closed.IsCancellationRequested)
            return;
        await ReadAsync();
        StateHasChanged();
    });

    public void Dispose()
    {
        Acts.Changed -= ReadAgainAsync;
        _closed.Cancel();
        GC.SuppressFinalize(this);
    }
}
