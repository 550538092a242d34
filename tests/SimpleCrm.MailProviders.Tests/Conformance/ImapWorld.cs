using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Tests.Imap;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>An account on Dovecot that sends by SMTP.</summary>
public sealed class ImapWorld : ProviderWorld
{
    private readonly DovecotServer _server;
    private readonly DovecotUser _user;
    private readonly ScriptedSmtpServer _smtp = new();

    public ImapWorld(SharedDovecot dovecot)
    {
        (_server, _user) = (dovecot.Server, dovecot.TakeUser());
        Connection = Accounts.Connection(_user.Address, _user.Password, _server.Ports.Imap, _smtp.Port);
    }

    public override IEmailProvider Provider { get; } = Accounts.Provider();

    public override MailboxConnection Connection { get; }

    public override ProviderTraits Traits => ProviderTraits.Of(MailProvider.Imap);

    public override Task DeliverAsync(byte[] message) => _server.DeliverAsync(_user, message);

    public override Task SetFlagsElsewhereAsync(string messageId, bool? read, bool? starred) => InInboxAsync(messageId, async (client, uid) =>
    {
        var (add, remove) = (MessageFlags.None, MessageFlags.None);
        foreach (var (flag, wanted) in new[] { (MessageFlags.Seen, read), (MessageFlags.Flagged, starred) })
            if (wanted is { } on)
                (add, remove) = on ? (add | flag, remove) : (add, remove | flag);
        if (add != 0)
            await client.Inbox.AddFlagsAsync(uid, add, silent: true);
        if (remove != 0)
            await client.Inbox.RemoveFlagsAsync(uid, remove, silent: true);
    });

    public override Task MoveElsewhereAsync(string messageId, FolderRole to) => InInboxAsync(messageId, async (client, uid) =>
        await client.Inbox.MoveToAsync(uid, await client.GetFolder(client.PersonalNamespaces[0]).GetSubfolderAsync(Name(to))));

    public override Task DeleteElsewhereAsync(string messageId) => InInboxAsync(messageId, async (client, uid) =>
    {
        await client.Inbox.AddFlagsAsync(uid, MessageFlags.Deleted, silent: true);
        await client.Inbox.ExpungeAsync([uid]);
    });

    public override Task ExpireCursorsAsync() => _server.ChangeUidValidityAsync(_user, "INBOX");

    public override bool RefuseForTheRate(int calls, TimeSpan? retryAfter) => false;

    public override Task RevokeAsync()
    {
        _server.ChangePassword(_user, "another battery");
        // Dovecot reads its list of users once a second.
        return TestServers.Processes.Until.TrueAsync(async () =>
        {
            try
            {
                using var client = await _server.LoginAsync(_user);
                return false;
            }
            catch (MailKit.Security.AuthenticationException)
            {
                return true;
            }
        }, TimeSpan.FromSeconds(20), () => "the old password is still good");
    }

    public override async Task AddContactAsync(string name, string address)
    {
        using var client = await _server.LoginAsync(_user);
        var sent = await client.GetFolder(client.PersonalNamespaces[0]).GetSubfolderAsync("Sent");
        using var message = new MimeKit.MimeMessage { Subject = "Hello", Body = new MimeKit.TextPart { Text = "Hello" } };
        message.From.Add(new MimeKit.MailboxAddress("Owner", _user.Address));
        message.To.Add(new MimeKit.MailboxAddress(name, address));
        await sent.AppendAsync(new AppendRequest(message, MessageFlags.Seen));
    }

    public override async Task<IReadOnlyList<ServerEmail>> EmailsAtServerAsync(FolderRole role)
    {
        using var client = await _server.LoginAsync(_user);
        var folder = role == FolderRole.Inbox ? client.Inbox : await client.GetFolder(client.PersonalNamespaces[0]).GetSubfolderAsync(Name(role));
        await folder.OpenAsync(FolderAccess.ReadOnly);
        var all = folder.Count == 0 ? [] : await folder.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.Flags);
        return [.. all.Where(m => !m.Flags!.Value.HasFlag(MessageFlags.Deleted))
            .Select(m => new ServerEmail(m.Envelope!.MessageId!, m.Flags!.Value.HasFlag(MessageFlags.Seen), m.Flags.Value.HasFlag(MessageFlags.Flagged)))];
    }

    public override IReadOnlyList<byte[]> PassedOn() => [.. _smtp.Ledger.Select(e => e.Raw)];

    public override ValueTask DisposeAsync() => _smtp.DisposeAsync();

    private static string Name(FolderRole role) => role == FolderRole.Inbox ? "INBOX" : role.ToString();

    private async Task InInboxAsync(string messageId, Func<ImapClient, UniqueId, Task> work)
    {
        using var client = await _server.LoginAsync(_user);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite);
        var found = await client.Inbox.SearchAsync(MailKit.Search.SearchQuery.HeaderContains("Message-ID", messageId));
        await work(client, found.Single());
    }
}
