using Microsoft.AspNetCore.Components;
using MudBlazor;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Settings;

/// <summary>One mailbox: how it is, and its switches.</summary>
public sealed partial class MailboxCard
{
    [Inject] public required MailboxAccounts Accounts { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required IDialogService Dialogs { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Parameter, EditorRequired] public MailboxStatus Mailbox { get; set; } = null!;
    [Parameter] public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;
    [Parameter] public EventCallback Changed { get; set; }

    private string EditUrl => $"/settings/mailboxes/{Mailbox.MailboxId}";

    private string? Subline => Mailbox.State switch
    {
        MailboxState.Backfilling => Mailbox.ProgressRate is > 0 and var rate ? string.Join(", ", new[] { $"{Math.Round(rate)} a second", MailboxWords.TimeLeft(Mailbox) }.OfType<string>()) : null,
        MailboxState.Retrying when Mailbox.RetryAt is { } retry => $"next try {MailTime.Short(retry, Time.GetUtcNow(), Zone)}",
        MailboxState.Disconnected => "its emails are kept",
        _ => Mailbox.LastSyncedAt is { } synced ? $"synced {MailTime.Short(synced, Time.GetUtcNow(), Zone)}" : null,
    };

    private Task ResumeAsync() => ActAsync(viewer => Accounts.ResumeAsync(viewer, Mailbox.MailboxId, CancellationToken.None), "Syncing again.");

    private Task PauseAsync() => ActAsync(viewer => Accounts.PauseAsync(viewer, Mailbox.MailboxId, CancellationToken.None), "Paused. Nothing comes in until you resume. What you send still goes out.");

    private Task SyncNowAsync() => ActAsync(viewer => Accounts.SyncNowAsync(viewer, Mailbox.MailboxId, CancellationToken.None), "Looking for new mail.");

    private async Task DisconnectAsync()
    {
        var keep = await Dialogs.ShowMessageBoxAsync(
            $"Disconnect {Mailbox.Address}?", $"Syncing ends and the stored {(ProviderTraits.Of(Mailbox.Provider).HasConsent ? "access is destroyed and taken back at the provider" : "password is destroyed")}. Your mail at the server stays as it is. Do you want to keep the emails that are here?",
            "Keep the emails", "Delete the emails", "Cancel");
        if (keep == true)
            await ActAsync(viewer => Accounts.DisconnectAsync(viewer, Mailbox.MailboxId, deleteEmails: false, CancellationToken.None), $"{Mailbox.Address} is disconnected. Its emails are kept.");
        else if (keep == false)
            await DeleteAsync();
    }

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            $"Delete all emails of {Mailbox.Address} here?", "They stay at the server, but notes and links of theirs here are gone. This cannot be undone.", "Delete", cancelText: "Cancel");
        if (sure == true)
            await ActAsync(viewer => Accounts.DisconnectAsync(viewer, Mailbox.MailboxId, deleteEmails: true, CancellationToken.None), $"{Mailbox.Address} and its emails are being removed.");
    }

    private async Task ActAsync(Func<Viewer, Task<bool>> act, string done)
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        if (await act(viewer))
            await Notices.SayAsync(done);
        else
            await Notices.FailAsync("That did not work; the mailbox has changed meanwhile.");
        await Changed.InvokeAsync();
    }
}
