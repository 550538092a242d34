using System.Text;
using MailKit;
using SimpleCrm.Mail;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Proxy;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class FetchTests(SharedDovecot dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Emails_come_in_the_order_asked_for_with_flags_and_dates()
    {
        var user = dovecot.TakeUser();
        var emails = new EmailGenerator(new EmailGeneratorOptions { Seed = 7 }).Generate(650).ToList();
        await dovecot.Server.SeedMaildirAsync(user, "INBOX", emails);
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        var listing = await session.ListEmailsAsync("INBOX", Token);
        var ids = listing.Emails.Select(e => e.RemoteId).ToList();
        var fetched = await session.FetchAllAsync("INBOX", ids);
        Assert.Equal(ids, fetched.Select(f => f.Remote.RemoteId));
        Assert.All(fetched, f => Assert.Null(f.Failure));
        Assert.Equal(emails.Select(e => e.MessageId).Order(), fetched.Select(f => f.Content!.MessageId).Order());
        foreach (var one in fetched)
        {
            var origin = emails.Single(e => e.MessageId == one.Content!.MessageId);
            Assert.Equal((origin.IsRead, origin.IsFlagged, origin.Date, (long)origin.Raw.Length), (one.Remote.IsRead, one.Remote.IsStarred, one.ReceivedAt, one.Size));
        }
    }

    [Fact]
    public async Task Large_email_reads_the_same_as_a_whole_one_without_its_file()
    {
        var user = dovecot.TakeUser();
        var (email, file) = TestEmails.WithFile(2_500_000);
        dovecot.Server.AppendRaw(user, "INBOX", email, DateTimeOffset.UnixEpoch.AddYears(50));
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var id = (await session.ListEmailsAsync("INBOX", Token)).Emails[0].RemoteId;
        var content = Assert.Single(await session.FetchAllAsync("INBOX", [id])).Content!;
        Assert.True(proxy.BytesFromServer < 50_000, $"{proxy.BytesFromServer} bytes were fetched.");

        var whole = MimeReader.Read(new MemoryStream(email), MimeLimits.Default, Token);
        Assert.Equal(whole.BodyText, content.BodyText);
        Assert.Equal(whole.BodyHtml, content.BodyHtml);
        Assert.Equal(whole.Subject, content.Subject);
        Assert.Equal(whole.Attachments.Select(a => (a.PartPath, a.FileName, a.MimeType)), content.Attachments.Select(a => (a.PartPath, a.FileName, a.MimeType)));

        var attachment = Assert.Single(content.Attachments);
        using var received = new MemoryStream();
        Assert.True(await session.FetchAttachmentAsync("INBOX", id, attachment.PartPath, attachment.TransferEncoding, received, Token));
        Assert.Equal(file, received.ToArray());
        using var source = new MemoryStream();
        Assert.True(await session.FetchSourceAsync("INBOX", id, source, Token));
        Assert.Equal(email, source.ToArray());
    }

    [Fact]
    public async Task Email_that_has_gone_is_left_out()
    {
        var user = dovecot.TakeUser();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("Here"));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        var id = (await session.ListEmailsAsync("INBOX", Token)).Emails[0].RemoteId;
        var gone = id.Split(':')[0] + ":99";
        Assert.Equal([id], (await session.FetchAllAsync("INBOX", [gone, id])).Select(f => f.Remote.RemoteId));
        Assert.False(await session.FetchSourceAsync("INBOX", gone, Stream.Null, Token));
        Assert.False(await session.FetchAttachmentAsync("INBOX", gone, "2", null, Stream.Null, Token));
        Assert.False(await session.FetchAttachmentAsync("INBOX", id, "1)\r\nX DELETE INBOX", null, Stream.Null, Token));
    }

    [Fact]
    public async Task Poisonous_answer_spoils_only_its_own_email()
    {
        var user = dovecot.TakeUser();
        for (var i = 0; i < 5; i++)
            await dovecot.Server.DeliverAsync(user, TestEmails.Simple($"Email {i}"));
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.FromServer.Rewrite = line => line.Contains("FETCH (UID 3 ", StringComparison.Ordinal) ? line.Replace("UID 3", "UID )(", StringComparison.Ordinal) : line;
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var ids = Enumerable.Range(1, 5).Select(i => $"{Validity(dovecot, user).Result}:{i}").ToList();
        var fetched = await session.FetchAllAsync("INBOX", ids);
        Assert.Equal(ids, fetched.Select(f => f.Remote.RemoteId));
        Assert.Equal([ids[2]], fetched.Where(f => f.Failure is not null).Select(f => f.Remote.RemoteId));
        // The session goes on, on a connection of its own making.
        Assert.True((await session.ListFoldersAsync(Token)).IsComplete);
    }

    [Fact]
    public async Task Structure_that_is_garbage_falls_back_to_the_beginning_of_the_email()
    {
        var user = dovecot.TakeUser();
        var (email, _) = TestEmails.WithFile(300_000);
        dovecot.Server.AppendRaw(user, "INBOX", email, DateTimeOffset.UnixEpoch.AddYears(50));
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.FromServer.Rewrite = line =>
            line.IndexOf("BODYSTRUCTURE (", StringComparison.Ordinal) is > 0 and var at ? line[..at] + "BODYSTRUCTURE NIL)" : line;
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var id = (await session.ListEmailsAsync("INBOX", Token)).Emails[0].RemoteId;
        var content = Assert.Single(await session.FetchAllAsync("INBOX", [id])).Content!;
        Assert.Contains("Grüße from Ada", content.BodyText, StringComparison.Ordinal);
        Assert.Single(content.Attachments);
    }

    [Fact]
    public async Task Literal_of_gigabytes_is_not_waited_for()
    {
        var user = dovecot.TakeUser();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("Small"));
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.FromServer.Rewrite = line => line.Contains("BODY[] {", StringComparison.Ordinal) ? line[..(line.LastIndexOf('{') + 1)] + "2000000000}" : line;
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var id = (await session.ListEmailsAsync("INBOX", Token)).Emails[0].RemoteId;
        var fetched = Assert.Single(await session.FetchAllAsync("INBOX", [id]));
        Assert.True(fetched.Failure is not null || fetched.Content?.Subject == "Small");
    }

    [Fact]
    public async Task Caller_that_stops_early_leaves_a_usable_session()
    {
        var user = dovecot.TakeUser();
        await dovecot.Server.SeedMaildirAsync(user, "INBOX", new EmailGenerator().Generate(900));
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user), Token);
        var ids = (await session.ListEmailsAsync("INBOX", Token)).Emails.Select(e => e.RemoteId).ToList();
        await foreach (var batch in session.FetchEmailsAsync("INBOX", ids, Token))
        {
            Assert.NotEmpty(batch);
            break;
        }
        Assert.True((await session.ListFoldersAsync(Token)).IsComplete);
        Assert.Equal(900, (await session.FetchAllAsync("INBOX", ids)).Count);
    }

    [Fact]
    public async Task Server_that_allows_one_connection_is_fetched_from_all_the_same()
    {
        var user = dovecot.TakeUser();
        await dovecot.Server.SeedMaildirAsync(user, "INBOX", new EmailGenerator().Generate(900));
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        proxy.RefuseConnections = true;
        var ids = (await session.ListEmailsAsync("INBOX", Token)).Emails.Select(e => e.RemoteId).ToList();
        Assert.Equal(ids, (await session.FetchAllAsync("INBOX", ids)).Select(f => f.Remote.RemoteId));
    }

    [Fact]
    public async Task Line_that_breaks_while_fetching_is_said_to_be_lost()
    {
        var user = dovecot.TakeUser();
        await dovecot.Server.SeedMaildirAsync(user, "INBOX", new EmailGenerator().Generate(600));
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        await using var session = await Accounts.Provider().OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        var ids = (await session.ListEmailsAsync("INBOX", Token)).Emails.Select(e => e.RemoteId).ToList();
        proxy.RefuseConnections = true;
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(async () =>
        {
            await foreach (var batch in session.FetchEmailsAsync("INBOX", ids, Token))
                proxy.ResetConnections();
        });
        Assert.False(failure.NeedsPerson);
        Assert.False(failure.IsFolderOnly);
    }

    [Fact]
    public async Task Silent_server_costs_a_timeout()
    {
        var user = dovecot.TakeUser();
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        var options = Accounts.Permissive();
        options.AnswerTimeout = TimeSpan.FromSeconds(1);
        await using var session = await Accounts.Provider(options).OpenAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), Token);
        proxy.FromServer.Stall();
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(() => session.ListFoldersAsync(Token));
        Assert.Equal(Mailboxes.MailboxProblem.TimedOut, failure.Problem);
    }

    private static async Task<uint> Validity(SharedDovecot dovecot, TestServers.Dovecot.DovecotUser user)
    {
        using var client = await dovecot.Server.LoginAsync(user);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        return client.Inbox.UidValidity;
    }
}
