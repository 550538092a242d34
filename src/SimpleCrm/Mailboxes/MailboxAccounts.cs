using SimpleCrm.Access;

namespace SimpleCrm.Mailboxes;

/// <summary>
/// A person's own mailboxes: connecting, editing, pausing, disconnecting, and how they are. A mailbox of somebody else and one that
/// does not exist look the same.
/// </summary>
public sealed class MailboxAccounts
{
    private readonly DiscoverServers _discover;
    private readonly AccountConnecting _connecting;
    private readonly MailboxSwitches _switches;
    private readonly MailboxDisconnecting _disconnecting;
    private readonly MailboxStatuses _statuses;

    internal MailboxAccounts(DiscoverServers discover, AccountConnecting connecting, MailboxSwitches switches, MailboxDisconnecting disconnecting, MailboxStatuses statuses) =>
        (_discover, _connecting, _switches, _disconnecting, _statuses) = (discover, connecting, switches, disconnecting, statuses);

    /// <summary>Suggests server settings for an address; null when it is no address.</summary>
    public Task<DiscoveredServers?> DiscoverAsync(Viewer viewer, string address, CancellationToken cancellationToken) =>
        _discover(address.Trim(), cancellationToken);

    /// <summary>
    /// Logs in to both servers, then saves the mailbox and starts its sync. One that was disconnected before is connected again, with
    /// the emails it kept.
    /// </summary>
    public Task<ConnectResult> ConnectImapAsync(Viewer viewer, ImapAccount account, CancellationToken cancellationToken) =>
        _connecting.ConnectAsync(viewer, account, cancellationToken);

    /// <summary>Edits or reconnects a mailbox after logging in to both servers. A null password keeps the stored one, unless the servers change.</summary>
    public Task<ConnectResult> UpdateAsync(Viewer viewer, long mailboxId, ImapAccount account, CancellationToken cancellationToken) =>
        _connecting.UpdateAsync(viewer, mailboxId, account, cancellationToken);

    /// <summary>The person's mailboxes, disconnected ones included, in the order they were connected.</summary>
    public Task<IReadOnlyList<MailboxStatus>> ListAsync(Viewer viewer, CancellationToken cancellationToken) => _statuses.ListAsync(viewer, cancellationToken);

    /// <summary>Addresses of mailboxes that must be connected again and whose owner has not been told yet; each is told once.</summary>
    public Task<IReadOnlyList<string>> TakeReconnectNoticesAsync(Viewer viewer, CancellationToken cancellationToken) => _statuses.TakeReconnectNoticesAsync(viewer, cancellationToken);

    /// <returns>False when there is no such mailbox, or it is disconnected.</returns>
    public Task<bool> PauseAsync(Viewer viewer, long mailboxId, CancellationToken cancellationToken) => _switches.PauseAsync(viewer, mailboxId, cancellationToken);

    /// <inheritdoc cref="PauseAsync"/>
    public Task<bool> ResumeAsync(Viewer viewer, long mailboxId, CancellationToken cancellationToken) => _switches.ResumeAsync(viewer, mailboxId, cancellationToken);

    /// <returns>False when there is no such mailbox, or the minutes are not from 5 to 15.</returns>
    public Task<bool> SetPollMinutesAsync(Viewer viewer, long mailboxId, int minutes, CancellationToken cancellationToken) =>
        _switches.SetPollMinutesAsync(viewer, mailboxId, minutes, cancellationToken);

    /// <summary>Destroys the stored credentials, takes a consent back at its provider, and keeps the emails, or deletes all of the mailbox in the background.</summary>
    /// <returns>False when there is no such mailbox.</returns>
    public Task<bool> DisconnectAsync(Viewer viewer, long mailboxId, bool deleteEmails, CancellationToken cancellationToken) =>
        _disconnecting.DisconnectAsync(viewer, mailboxId, deleteEmails, cancellationToken);

    /// <summary>Looks for new mail now, in one mailbox or in all.</summary>
    /// <returns>False when there is no such mailbox, or it is paused or disconnected.</returns>
    public Task<bool> SyncNowAsync(Viewer viewer, long? mailboxId, CancellationToken cancellationToken) => _switches.SyncNowAsync(viewer, mailboxId, cancellationToken);
}
