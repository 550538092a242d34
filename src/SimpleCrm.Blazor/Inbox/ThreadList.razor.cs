using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SimpleCrm.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>A list of threads. The script in wwwroot-assets/src/list/list.ts moves the cursor, the selection and the window over it.</summary>
public sealed partial class ThreadList : LiveView
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);
    private ThreadRows? _rows;
    private MailPlace? _shown;
    private string? _wanted;
    private ListState _state = ListState.Loading;
    private ElementReference _root;
    private IJSObjectReference? _script;
    private DotNetObjectReference<ThreadList>? _self;
    private IReadOnlySet<string> _own = new HashSet<string>();
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DateTimeOffset _now;
    private FolderRow? _folder;
    private bool _hasFocus;

    [Parameter, EditorRequired] public MailPlace Place { get; set; } = new();

    [Inject] public required ThreadLists Lists { get; set; }
    [Inject] public required FolderLists Folders { get; set; }
    [Inject] public required ThreadActs Acts { get; set; }
    [Inject] public required FollowUpActs FollowUp { get; set; }
    [Inject] public required OwnAddresses Own { get; set; }
    [Inject] public required IJSRuntime Script { get; set; }
    [Inject] public required ILogger<ThreadList> Logger { get; set; }

    private MailPlace Shown => _shown ?? Place;
    private string Title => _folder?.Name ?? Shown.Title;
    private FolderRole? Role => _folder?.Role ?? Shown.Role;
    private string? UnreadTotal => Shown.UnreadOnly && _rows is { Total: > 0 and var total } ? total.ToString("N0", CultureInfo.InvariantCulture) : null;
    private string Found => _rows is { HasMore: true } ? string.Create(CultureInfo.InvariantCulture, $"More than {_rows.Total - 1:N0} conversations found")
        : _rows?.Total == 1 ? "1 conversation found" : string.Create(CultureInfo.InvariantCulture, $"{_rows?.Total ?? 0:N0} conversations found");

    protected override async Task OnParametersSetAsync()
    {
        if (Place.ThreadId is { } open)
            _rows?.Keep(open);
        if (_shown is not null && _shown.ListKey == Place.ListKey && _wanted == Place.ListKey)
        {
            _shown = Place;
            return;
        }
        if (_wanted == Place.ListKey)
            return;
        _wanted = Place.ListKey;
        var reading = ReadFirstAsync(Place);
        // A quick answer replaces the old list at once; a slow one is announced by grey rows.
        await Task.WhenAny(reading, Task.Delay(Patience, Time, Closed));
        if (!reading.IsCompleted)
        {
            _state = ListState.Loading;
            StateHasChanged();
        }
        await reading;
    }

    // The old rows stay on the page, under their own place, until the new ones are here.
    private async Task ReadFirstAsync(MailPlace place)
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Follow(viewer);
        var rows = new ThreadRows(Lists);
        FolderRow? folder = null;
        var hasFocus = false;
        _zone = MailTime.Zone(viewer.TimeZone);
        _own = await Own.GetAsync(Closed);
        var isRead = await TryAsync(async () =>
        {
            if (place.FolderId is { } id)
                folder = (await Folders.GetAsync(viewer, Closed)).SelectMany(m => m.Folders).FirstOrDefault(f => f.Id == id);
            await rows.ShowAsync(viewer, place.ToScope(), 0, ThreadRows.FirstCount, Closed);
            hasFocus = await Lists.HasFocusAsync(viewer, place.ToScope(), Closed);
        });
        if (_wanted != place.ListKey)
            return;
        if (isRead && place.ThreadId is { } open)
            rows.Keep(open);
        (_rows, _folder, _hasFocus, _shown, _state) = (rows, folder, hasFocus, Place, isRead ? ListState.Ready : ListState.Failed);
    }

    private async Task<bool> TryAsync(Func<Task> read)
    {
        _now = Time.GetUtcNow();
        try
        {
            await read();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ListFailed(Logger, exception);
            return false;
        }
    }

    private async Task RetryAsync()
    {
        _state = ListState.Loading;
        await ReadFirstAsync(Place);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await Script.InvokeAsync<IJSObjectReference>("simplecrm.list", _root, _self);
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        // What has just arrived is found only once its words are in the index.
        var isFound = change.SearchChanged && Shown.Search is not null;
        if (!isFound && change.ThreadIds.Count == 0 && change.FolderIds.Count == 0 && change.OutgoingIds.Count == 0)
            return;
        if (await Viewers.FindAsync(Closed) is { } viewer)
            await RefreshAsync(viewer);
    }

    private Task RefreshAsync(Viewer viewer) => ReadAgainAsync(async rows =>
    {
        await rows.RefreshAsync(viewer, _shown!.ToScope(), Closed);
        // A mailbox just connected has nothing in its Inbox at first.
        _hasFocus = _hasFocus || await Lists.HasFocusAsync(viewer, _shown!.ToScope(), Closed);
    });

    /// <summary>The window has to move: rows from <paramref name="first"/> on are, or will soon be, in sight.</summary>
    [JSInvokable]
    public async Task ShowRows(int first, int count)
    {
        if (await Viewers.FindAsync(Closed) is { } viewer)
            await ReadAgainAsync(rows => rows.ShowAsync(viewer, _shown!.ToScope(), first, count, Closed));
    }

    private async Task ReadAgainAsync(Func<ThreadRows, Task> read)
    {
        var rows = _rows;
        if (rows is null)
            return;
        var isRead = await TryAsync(() => read(rows));
        if (rows != _rows)
            return;
        _state = isRead ? ListState.Ready : ListState.Failed;
        StateHasChanged();
    }

    /// <summary>A key or button acted on threads.</summary>
    [JSInvokable]
    public async Task Act(string kind, string[] threadIds, bool everything, string toFolderId)
    {
        if (threadIds.Length > ThreadActs.MostThreads)
            return;
        var ids = threadIds.Select(id => long.TryParse(id, out var number) ? number : 0).Where(id => id != 0).ToList();
        var scope = everything ? Shown.ToScope() : null;
        if (FollowUpActs.Has(kind))
            await FollowUp.ApplyAsync(kind, scope is null ? ids : await Acts.AllAsync(scope, Closed), toFolderId, Closed);
        else
            await Acts.ApplyAsync(kind, ids, scope, long.TryParse(toFolderId, out var folder) ? folder : null, Shown.FolderId, Closed);
        // Whoever puts a conversation away has seen that nobody answered.
        if (kind is "archive" or "trash" or "spam" or "delete" or "move")
            await FollowUp.ApplyAsync("seen", ids, "", Closed);
        if (kind is not ("read" or "star" or "unstar" or "remind"))
            _rows?.Drop(ids);
        if (await Viewers.FindAsync(Closed) is { } viewer)
            await RefreshAsync(viewer);
    }

    /// <summary>Folders into which threads of this list can be moved.</summary>
    [JSInvokable]
    public async Task<IReadOnlyList<MoveTarget>> MoveTargets(string[] threadIds)
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return [];
        var ids = threadIds.ToHashSet();
        var mailboxes = (_rows?.Rows ?? []).Where(r => ids.Contains(r.Id.ToString())).Select(r => r.MailboxId).ToHashSet();
        var all = await Folders.GetAsync(viewer, Closed);
        return [.. all.Where(m => mailboxes.Count == 0 || mailboxes.Contains(m.MailboxId)).SelectMany(m => m.Folders
            .Where(f => f.IsSelectable && f.Id != Shown.FolderId && f.Role is not (FolderRole.All or FolderRole.Starred or FolderRole.Drafts))
            .Select(f => new MoveTarget(f.Id.ToString(), f.Name, all.Count > 1 ? m.Address : "", FolderIcons.Of(f.Role))))];
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _script.EndAsync();
        _self?.Dispose();
    }
}
