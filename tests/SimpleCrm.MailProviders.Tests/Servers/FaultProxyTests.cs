using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Proxy;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Servers;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private DovecotServer _dovecot = null!;
    private DovecotUser _user = null!;
    private FaultProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _dovecot = await DovecotServer.StartAsync();
        _user = _dovecot.AddUser();
        await _dovecot.SeedMaildirAsync(_user, "INBOX", new EmailGenerator(new EmailGeneratorOptions { SizeFactor = 0.05 }).Generate(20));
        _proxy = new FaultProxy(_dovecot.Ports.Imap);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _dovecot.DisposeAsync();
    }

    [Fact]
    public async Task Without_faults_nothing_changes_and_everything_is_counted()
    {
        using var client = await LoginAsync();
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        for (var index = 0; index < 20; index++) Assert.NotNull((await client.Inbox.GetMessageAsync(index)).MessageId);
        Assert.Equal((1, 1), (_proxy.Connections, _proxy.OpenConnections));
        Assert.True(_proxy.BytesFromServer > 20_000, $"{_proxy.BytesFromServer} bytes");
        Assert.True(_proxy.BytesFromClient > 200);
    }

    [Fact]
    public async Task Sliced_and_trickling_answers_arrive_whole()
    {
        _proxy.FromServer.SliceBytes = 3;
        _proxy.FromClient.BytesPerSecond = 2_000;
        using var client = await LoginAsync();
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        Assert.Equal(20, client.Inbox.Count);
    }

    [Fact]
    public async Task Connection_is_reset_after_so_many_bytes()
    {
        using var client = await LoginAsync();
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        _proxy.FromServer.ResetAfterBytes = _proxy.BytesFromServer + 500;
        await Assert.ThrowsAnyAsync<Exception>(() => client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.UniqueId));
        Assert.False(client.IsConnected);
    }

    [Fact]
    public async Task Stalled_line_says_nothing_until_it_flows_again()
    {
        using var client = await LoginAsync();
        var before = _proxy.BytesFromServer;
        _proxy.Stall();
        var answer = client.NoOpAsync();
        using var another = new TcpClient();
        await another.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        Assert.False(answer.IsCompleted);
        Assert.Equal(before, _proxy.BytesFromServer);
        _proxy.Resume();
        await answer;
    }

    [Fact]
    public async Task Latency_delays_every_answer_by_at_least_that()
    {
        using var client = await LoginAsync();
        _proxy.FromServer.Latency = TimeSpan.FromMilliseconds(120);
        var watch = Stopwatch.StartNew();
        await client.NoOpAsync();
        Assert.True(watch.ElapsedMilliseconds >= 115, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Refused_and_reset_connections_end()
    {
        using var client = await LoginAsync();
        _proxy.ResetConnections();
        await Assert.ThrowsAnyAsync<Exception>(() => client.NoOpAsync());
        _proxy.RefuseConnections = true;
        await Assert.ThrowsAnyAsync<Exception>(LoginAsync);
    }

    [Fact]
    public async Task Server_can_be_made_to_list_no_folder_or_garbage()
    {
        _proxy.Lie(ImapLie.EmptyList);
        using (var client = await LoginAsync()) Assert.Empty(await client.GetFoldersAsync(client.PersonalNamespaces[0]));
        _proxy.Lie(ImapLie.GarbageList);
        await Assert.ThrowsAnyAsync<Exception>(LoginAsync);
        _proxy.Lie(ImapLie.PartialList(2));
        using (var client = await LoginAsync()) Assert.Equal(2, (await client.GetFoldersAsync(client.PersonalNamespaces[0])).Count);
    }

    [Fact]
    public async Task Server_can_be_made_to_lie_about_a_folder()
    {
        _proxy.Lie(ImapLie.UidValidity(4711));
        using (var client = await LoginAsync())
        {
            await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
            Assert.Equal(4711u, client.Inbox.UidValidity);
        }

        _proxy.Lie(ImapLie.WrongExists(+3));
        using (var client = await LoginAsync())
        {
            await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
            Assert.Equal(23, client.Inbox.Count);
        }

        _proxy.Lie(ImapLie.ZeroModSeq);
        using (var client = await LoginAsync())
        {
            await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
            Assert.Equal(0u, client.Inbox.HighestModSeq);
        }

        _proxy.Lie(ImapLie.NoFlags);
        using (var client = await LoginAsync())
        {
            await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
            var summaries = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Flags | MessageSummaryItems.UniqueId);
            Assert.All(summaries, summary => Assert.Null(summary.Flags));
        }

        _proxy.Lie(ImapLie.FailedSelect("INBOX"));
        using (var client = await LoginAsync()) await Assert.ThrowsAsync<ImapCommandException>(() => client.Inbox.OpenAsync(FolderAccess.ReadOnly));
    }

    [Fact]
    public async Task Lacking_capabilities_are_neither_said_nor_obeyed()
    {
        _proxy.Lie(ImapLie.Without("CONDSTORE", "MOVE", "UIDPLUS", "IDLE", "ESEARCH"));
        using var client = await LoginAsync();
        var lacking = ImapCapabilities.CondStore | ImapCapabilities.QuickResync | ImapCapabilities.Move | ImapCapabilities.UidPlus | ImapCapabilities.Idle | ImapCapabilities.ESearch;
        Assert.Equal(ImapCapabilities.None, client.Capabilities & lacking);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite);
        Assert.Equal(0u, client.Inbox.HighestModSeq);
        // A client without MOVE copies and marks: that must still work.
        var archive = await client.GetFolderAsync("Archive");
        await client.Inbox.MoveToAsync(0, archive);
        await archive.OpenAsync(FolderAccess.ReadOnly);
        Assert.Equal(1, archive.Count);

        using var raw = new TcpClient();
        await raw.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        using var reader = new StreamReader(raw.GetStream());
        await reader.ReadLineAsync();
        foreach (var command in new[] { $"a LOGIN {_user.Address} \"{_user.Password}\"", "a SELECT INBOX", "a UID MOVE 5 Trash", "a UID EXPUNGE 1", "a IDLE", "a ENABLE QRESYNC", "a FETCH 1:* (FLAGS) (CHANGEDSINCE 1)", "a SEARCH RETURN (MIN) ALL" })
        {
            await raw.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\r\n"));
            string? line;
            while (!(line = (await reader.ReadLineAsync())!).StartsWith("a ", StringComparison.Ordinal)) Assert.DoesNotContain("MODSEQ", line, StringComparison.Ordinal);
            Assert.StartsWith(command.Contains("LOGIN", StringComparison.Ordinal) || command.Contains("SELECT", StringComparison.Ordinal) ? "a OK" : "a BAD", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rewriting_leaves_literals_alone()
    {
        await _dovecot.DeliverAsync(_user, "Subject: x\r\n\r\n* LIST (\\Evil) \"/\" trap\r\n* 5 EXISTS\r\n"u8.ToArray());
        _proxy.Lie(ImapLie.WrongExists(0) with { FromServer = line => line.Replace("EXISTS", "EXISTS", StringComparison.Ordinal).Replace("Evil", "Good", StringComparison.Ordinal) });
        using var client = await LoginAsync();
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        Assert.Contains("Evil", (await client.Inbox.GetMessageAsync(20)).TextBody, StringComparison.Ordinal);
    }

    private Task<ImapClient> LoginAsync() => _dovecot.LoginAsync(_user, _proxy.Port);
}
