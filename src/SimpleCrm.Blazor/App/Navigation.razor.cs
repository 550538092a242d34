using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using SimpleCrm.Blazor.Compose;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.App;

/// <summary>The column of folders, with their counts.</summary>
public sealed partial class Navigation : LiveView
{
    private IReadOnlyList<MailboxFolders> _mailboxes = [];
    private MailPlace _place = new();
    private int _attention;
    private int _snoozed;
    private DotNetObjectReference<Navigation>? _self;

    [Inject] public required FolderLists Folders { get; set; }
    [Inject] public required EmailSending Sending { get; set; }
    [Inject] public required SimpleCrm.FollowUp.FollowUps FollowUps { get; set; }
    [Inject] public required ComposeDesk Desk { get; set; }
    [Inject] public required OwnAddresses Own { get; set; }
    [Inject] public required NavigationManager Locations { get; set; }
    [Inject] public required IJSRuntime Script { get; set; }

    // Counts may lag a little behind the list; they are read for every mailbox.
    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(400);

    protected override async Task OnInitializedAsync()
    {
        _place = MailPlace.From(Locations.ToBaseRelativePath(Locations.Uri));
        Locations.LocationChanged += Moved;
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Follow(viewer);
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await Script.InvokeVoidAsync("simplecrm.shell", _self);
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        if (!change.MailboxChanged && change.FolderIds.Count == 0 && change.OutgoingIds.Count == 0 && change.ThreadIds.Count == 0)
            return;
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        _mailboxes = await Folders.GetAsync(viewer, Closed);
        Own.Update(_mailboxes);
        _attention = await Sending.CountAsync(viewer, Closed);
        _snoozed = await FollowUps.CountSnoozedAsync(viewer, Closed);
    }

    private int Unread(FolderRole role) => _mailboxes.SelectMany(m => m.Folders).Where(f => f.Role == role).Sum(f => f.UnreadThreads);

    private int Threads(FolderRole role) => _mailboxes.SelectMany(m => m.Folders).Where(f => f.Role == role).Sum(f => f.ThreadCount);

    /// <summary>An email that was being written when the page went away.</summary>
    [JSInvokable]
    public Task ReopenAsync(string mode, string emailId, string key) => Desk.ReopenAsync(mode, emailId, key, Closed);

    /// <summary>A mailto link in an email.</summary>
    [JSInvokable]
    public Task WriteToAsync(string[] addresses, string subject) => Desk.WriteToAsync(addresses, subject, Closed);

    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(() =>
    {
        var place = MailPlace.From(Locations.ToBaseRelativePath(change.Location));
        var moved = place.Box != _place.Box || place.FolderId != _place.FolderId;
        _place = place;
        if (moved)
            StateHasChanged();
    });

    public ValueTask DisposeAsync()
    {
        _self?.Dispose();
        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        Locations.LocationChanged -= Moved;
        base.Dispose(disposing);
    }
}
