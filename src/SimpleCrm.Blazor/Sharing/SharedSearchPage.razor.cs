using System.Globalization;
using Microsoft.AspNetCore.Components;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Sharing;

/// <summary>What a search finds in the mail that others share with the viewer.</summary>
public sealed partial class SharedSearchPage : LiveView
{
    private const int PageSize = 50;
    private List<SharedMailRow> _rows = [];
    private ListState _state = ListState.Loading;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DateTimeOffset _now;
    private string? _wanted;
    private bool _hasMore, _isReadingMore;

    /// <summary>The search as typed.</summary>
    [SupplyParameterFromQuery(Name = "q")] public string? Q { get; set; }

    [Inject] public required SharedMailSearch Mail { get; set; }
    [Inject] public required ILogger<SharedSearchPage> Logger { get; set; }

    private string Search => Q?.Trim() ?? "";

    private string Title => _state == ListState.Loading ? "Searching…"
        : _rows.Count == 0 ? "Colleagues' mail"
        : _hasMore ? string.Create(CultureInfo.InvariantCulture, $"The newest {_rows.Count:N0} conversations")
        : _rows.Count == 1 ? "1 conversation found" : string.Create(CultureInfo.InvariantCulture, $"{_rows.Count:N0} conversations found");

    private (string Icon, string Title, string Text) Emptiness =>
        Search.Length == 0 ? ("users", "Search what colleagues share", "You find it by who wrote, and by subject and text as far as its owner shows them to you.")
        : !SharedMailSearch.Covers(Search) ? ("users", "Folders and flags are the owner's", "in: and is: look into your own mail alone. Leave them out to search what colleagues share.")
        : ("search", "Nothing found", "Nothing that colleagues share with you has all of these words. What is not shared is not searched.");

    /// <summary>The address of a search.</summary>
    public static string Url(string? search) => string.IsNullOrWhiteSpace(search) ? "/shared" : $"/shared?q={Uri.EscapeDataString(search.Trim())}";

    protected override async Task OnParametersSetAsync()
    {
        if (_wanted == Search)
            return;
        (_wanted, _rows, _hasMore, _state) = (Search, [], false, ListState.Loading);
        await ReadAsync();
    }

    // What was given or taken shows at once to whoever is told of it.
    protected override async Task OnChangeAsync(LiveChange change)
    {
        if (!change.NoticesChanged || _state == ListState.Loading)
            return;
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        var search = Search;
        if (await PageAsync(search, 0, Math.Max(PageSize, _rows.Count)) is { } page)
            (_rows, _hasMore, _state) = ([.. page.Rows], page.HasMore, ListState.Ready);
        else if (_wanted == search)
            _state = ListState.Failed;
    }

    private async Task MoreAsync()
    {
        _isReadingMore = true;
        if (await PageAsync(Search, _rows.Count, PageSize) is { } page)
        {
            // Mail that came meanwhile has moved the rows on.
            var known = _rows.Select(r => r.ThreadId).ToHashSet();
            _rows.AddRange(page.Rows.Where(r => !known.Contains(r.ThreadId)));
            _hasMore = page.HasMore;
        }
        _isReadingMore = false;
    }

    /// <summary>Null when it could not be read, or another search is wanted by now.</summary>
    private async Task<SharedMailPage?> PageAsync(string search, int offset, int count)
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return null;
        Follow(viewer);
        (_zone, _now) = (MailTime.Zone(viewer.TimeZone), Time.GetUtcNow());
        try
        {
            var page = await Mail.FindAsync(viewer, search, offset, count, Closed);
            return _wanted == search ? page : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ListFailed(Logger, exception);
            return null;
        }
    }
}
