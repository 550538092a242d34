using Microsoft.AspNetCore.Components;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Settings;

/// <summary>The mailboxes of the viewer.</summary>
public sealed partial class MailboxesPage
{
    private IReadOnlyList<MailboxStatus>? _mailboxes;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject] public required MailboxAccounts Accounts { get; set; }

    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(400);

    protected override async Task OnInitializedAsync()
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        _zone = MailTime.Zone(viewer.TimeZone);
        Follow(viewer);
        await ReadAsync();
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        if (await Viewers.FindAsync(Closed) is { } viewer)
            _mailboxes = await Accounts.ListAsync(viewer, Closed);
    }
}
