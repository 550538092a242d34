using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>
/// Listens to an Inbox with IDLE (RFC 2177) on a connection of its own. Each IDLE ends after a few minutes and must be answered:
/// a connection that only looks alive is found out then, and by TCP keepalive before.
/// </summary>
internal sealed class InboxWatch(ImapConnector connector, TimeProvider time)
{
    // An answer to DONE is due at once; nobody is told anything while it is missing.
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(20);

    /// <summary>Calls for every change, and once at the start for what was missed before. Ends only where the server has no IDLE.</summary>
    public async Task ListenAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken)
    {
        await using var line = await connector.ConnectAsync(connection, cancellationToken);
        if (!line.Offers(ImapCapabilities.Idle) || line.Quirks.IdleLies)
            return;
        await line.RunAsync(async () =>
        {
            await ListenAsync(line, changed, cancellationToken);
            return true;
        }, cancellationToken);
    }

    private async Task ListenAsync(ImapLine line, Action changed, CancellationToken cancellationToken)
    {
        var inbox = line.Client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        inbox.CountChanged += (_, _) => changed();
        inbox.MessageExpunged += (_, _) => changed();
        inbox.MessagesVanished += (_, _) => changed();
        inbox.MessageFlagsChanged += (_, _) => changed();
        changed();

        var period = line.Quirks.IdlePeriod is { } shorter && shorter < connector.Options.IdlePeriod ? shorter : connector.Options.IdlePeriod;
        var answerPatience = connector.Options.AnswerTimeout < ProbePatience ? connector.Options.AnswerTimeout : ProbePatience;
        while (true)
        {
            line.State.Stream!.Patience = period + answerPatience;
            using (var done = new CancellationTokenSource(period, time))
            {
                using var probing = done.Token.Register(() => line.State.Stream.Patience = answerPatience);
                await line.Client.IdleAsync(done.Token, cancellationToken);
            }
        }
    }
}
