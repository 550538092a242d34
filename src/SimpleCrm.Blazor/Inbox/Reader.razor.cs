using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using SimpleCrm.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>The reading pane: one thread, kept up to date while it is open.</summary>
public sealed partial class Reader : LiveView
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);
    private ReaderState _state = ReaderState.Nothing;
    private ThreadView? _view;
    private ThreadFolds _folds = new();
    private long? _threadId;
    private ErrorBoundary? _boundary;
    private IReadOnlySet<string> _own = new HashSet<string>();
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DateTimeOffset _now;

    [Parameter, EditorRequired] public MailPlace Place { get; set; } = new();

    [Inject] public required ThreadReading Reading { get; set; }
    [Inject] public required MailActions Actions { get; set; }
    [Inject] public required OwnAddresses Own { get; set; }
    [Inject] public required IJSRuntime Script { get; set; }
    [Inject] public required ILogger<Reader> Logger { get; set; }

    private string Subject => _view?.Subject is { Length: > 0 } subject ? subject : "(no subject)";

    protected override async Task OnParametersSetAsync()
    {
        if (_threadId == Place.ThreadId)
            return;
        _threadId = Place.ThreadId;
        if (_threadId is null)
        {
            (_state, _view) = (ReaderState.Nothing, null);
            return;
        }
        var opening = OpenAsync();
        await Task.WhenAny(opening, Task.Delay(Patience, Time, Closed));
        if (!opening.IsCompleted)
        {
            _state = ReaderState.Loading;
            StateHasChanged();
        }
        await opening;
    }

    private async Task OpenAsync()
    {
        if (_threadId is not { } id || await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Follow(viewer);
        try
        {
            var view = await Reading.OpenAsync(viewer, id, Closed);
            if (id != _threadId)
                return;
            _zone = MailTime.Zone(viewer.TimeZone);
            _own = await Own.GetAsync(Closed);
            _now = Time.GetUtcNow();
            _folds = new();
            if (view is not null)
                _folds.Open(view);
            (_view, _state) = (view, view is null ? ReaderState.Missing : ReaderState.Ready);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ThreadFailed(Logger, exception);
            _state = ReaderState.Failed;
            return;
        }
        // On the page first, then on the server.
        StateHasChanged();
        await MarkReadAsync(viewer);
    }

    private async Task MarkReadAsync(Viewer viewer)
    {
        if (_view is { } view && view.Emails.Any(e => !e.IsRead))
            await Actions.SetReadAsync(viewer, [view.Id], true, Closed);
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        if (_view is { } view && (change.ThreadIds.Contains(view.Id) || (change.OutgoingIds.Count > 0 && change.MailboxId == view.MailboxId)))
            await ReadAgainAsync();
    }

    private async Task ReadAgainAsync()
    {
        if (_view is not { } before || await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        var view = await Reading.OpenAsync(viewer, before.Id, Closed);
        if (before.Id != _threadId)
            return;
        _now = Time.GetUtcNow();
        if (view is null)
        {
            (_view, _state) = (null, ReaderState.Missing);
            StateHasChanged();
            return;
        }
        var isNew = _folds.Follow(view);
        _view = view;
        StateHasChanged();
        // What comes in while nobody looks stays unread.
        if (isNew && await Script.InvokeAsync<bool>("simplecrm.isLooking", Closed))
            await MarkReadAsync(viewer);
    }
}
