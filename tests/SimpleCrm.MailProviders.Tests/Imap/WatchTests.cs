using MailKit;
using SimpleCrm.MailProviders.Tests.Servers;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Proxy;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class WatchTests(SharedDovecot dovecot)
{
    [Fact]
    public async Task Arrival_flag_change_and_removal_are_all_noticed()
    {
        var user = dovecot.TakeUser();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var notices = new Notices();
        var watching = Accounts.Provider().WatchAsync(Accounts.Connection(dovecot.Server, user), notices.Add, stop.Token);
        await notices.NextAsync();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("Arrives"));
        await notices.NextAsync();

        using var other = await dovecot.Server.LoginAsync(user);
        await other.Inbox.OpenAsync(FolderAccess.ReadWrite);
        await other.Inbox.AddFlagsAsync(new UniqueId(1), MessageFlags.Seen, silent: true);
        await notices.NextAsync();
        await other.Inbox.AddFlagsAsync(new UniqueId(1), MessageFlags.Deleted, silent: true);
        await notices.NextAsync();
        await other.Inbox.ExpungeAsync();
        await notices.NextAsync();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task Listening_goes_on_when_idle_is_begun_again()
    {
        var user = dovecot.TakeUser();
        var options = Accounts.Permissive();
        options.IdlePeriod = TimeSpan.FromSeconds(1);
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        var idles = new Notices();
        proxy.FromClient.Rewrite = line =>
        {
            if (line.EndsWith(" IDLE", StringComparison.Ordinal))
                idles.Add();
            return line;
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var notices = new Notices();
        var watching = Accounts.Provider(options).WatchAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), notices.Add, stop.Token);
        await notices.NextAsync();
        for (var i = 0; i < 3; i++)
            await idles.NextAsync();
        await dovecot.Server.DeliverAsync(user, TestEmails.Simple("Arrives"));
        await notices.NextAsync();
        Assert.False(watching.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task Half_open_connection_is_found_out_at_the_next_probe()
    {
        var user = dovecot.TakeUser();
        var options = Accounts.Permissive();
        options.IdlePeriod = TimeSpan.FromSeconds(1);
        options.AnswerTimeout = TimeSpan.FromSeconds(1);
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        var notices = new Notices();
        var watching = Accounts.Provider(options).WatchAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), notices.Add, TestContext.Current.CancellationToken);
        await notices.NextAsync();
        proxy.Stall();
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(() => watching.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(Mailboxes.MailboxProblem.TimedOut, failure.Problem);
    }

    [Fact]
    public async Task Dropped_connection_ends_listening()
    {
        var user = dovecot.TakeUser();
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        var notices = new Notices();
        var watching = Accounts.Provider().WatchAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), notices.Add, TestContext.Current.CancellationToken);
        await notices.NextAsync();
        proxy.ResetConnections();
        var failure = await Assert.ThrowsAsync<MailboxAccessException>(() => watching.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(Mailboxes.MailboxProblem.ConnectionLost, failure.Problem);
    }

    [Fact]
    public async Task Server_without_idle_is_left_to_the_poll()
    {
        var user = dovecot.TakeUser();
        await using var proxy = new FaultProxy(dovecot.Server.Ports.Imap);
        proxy.Lie(ImapLie.Without("IDLE"));
        await Accounts.Provider().WatchAsync(Accounts.Connection(dovecot.Server, user, proxy.Port), () => { }, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private sealed class Notices
    {
        private readonly SemaphoreSlim _count = new(0);

        public void Add() => _count.Release();

        /// <summary>At least one more; a burst counts as one.</summary>
        public async Task NextAsync()
        {
            Assert.True(await _count.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "Nothing was noticed.");
            while (_count.Wait(0, TestContext.Current.CancellationToken))
            {
            }
        }
    }
}
