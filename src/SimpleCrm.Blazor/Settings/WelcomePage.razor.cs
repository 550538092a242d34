using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Settings;

/// <summary>What a person without a mailbox sees first, until their mail is here.</summary>
public sealed partial class WelcomePage
{
    private MailboxStatus? _mailbox;
    private string? _name;
    private bool _read;

    [Inject] public required MailboxAccounts Accounts { get; set; }
    [Inject] public required Profiles Profiles { get; set; }

    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(250);

    protected override async Task OnInitializedAsync()
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Follow(viewer);
        _name = (await Profiles.FindAsync(viewer, Closed))?.Name.Split(' ')[0];
        await ReadAsync();
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        var mailboxes = (await Accounts.ListAsync(viewer, Closed)).Where(m => m.State != MailboxState.Disconnected).ToList();
        _mailbox = mailboxes.Find(m => m.State == MailboxState.Backfilling) ?? mailboxes.LastOrDefault();
        _read = true;
    }
}
