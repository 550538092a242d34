using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>Every list of mail with the thread that is open in it.</summary>
[Route("/"), Route("/t/{ThreadId:long}")]
[Route("/starred"), Route("/starred/t/{ThreadId:long}")]
[Route("/snoozed"), Route("/snoozed/t/{ThreadId:long}")]
[Route("/sent"), Route("/sent/t/{ThreadId:long}")]
[Route("/drafts"), Route("/drafts/t/{ThreadId:long}")]
[Route("/archive"), Route("/archive/t/{ThreadId:long}")]
[Route("/spam"), Route("/spam/t/{ThreadId:long}")]
[Route("/trash"), Route("/trash/t/{ThreadId:long}")]
[Route("/all"), Route("/all/t/{ThreadId:long}")]
[Route("/search"), Route("/search/t/{ThreadId:long}")]
[Route("/folder/{FolderId:long}"), Route("/folder/{FolderId:long}/t/{ThreadId:long}")]
public sealed partial class InboxPage : LiveView
{
    private MailPlace _place = new();
    private int _unread;

    /// <summary>Stands in the address; read from there, with everything else, by <see cref="MailPlace"/>.</summary>
    [Parameter] public long? ThreadId { get; set; }

    /// <inheritdoc cref="ThreadId"/>
    [Parameter] public long? FolderId { get; set; }

    [Inject] public required FolderLists Folders { get; set; }
    [Inject] public required NavigationManager Locations { get; set; }

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override async Task OnInitializedAsync()
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Follow(viewer);
        await CountAsync();
    }

    protected override void OnInitialized()
    {
        _place = MailPlace.From(Locations.ToBaseRelativePath(Locations.Uri));
        Locations.LocationChanged += Moved;
    }

    // From one list to another no parameter changes, and so nobody tells this page but the address itself.
    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(() =>
    {
        if (Closed.IsCancellationRequested)
            return;
        _place = MailPlace.From(Locations.ToBaseRelativePath(change.Location));
        StateHasChanged();
    });

    protected override void Dispose(bool disposing)
    {
        Locations.LocationChanged -= Moved;
        base.Dispose(disposing);
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        var before = _unread;
        if (change.FolderIds.Count + change.ThreadIds.Count > 0)
            await CountAsync();
        if (before != _unread)
            StateHasChanged();
    }

    private async Task CountAsync()
    {
        if (await Viewers.FindAsync(Closed) is { } viewer)
            _unread = (await Folders.GetAsync(viewer, Closed)).SelectMany(m => m.Folders).Where(f => f.Role == FolderRole.Inbox).Sum(f => f.UnreadThreads);
    }
}
