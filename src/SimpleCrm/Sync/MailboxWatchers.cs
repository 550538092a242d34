using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>
/// Keeps one listening connection per synced mailbox and turns its hints into knocks. Follows what people do with mailboxes: connect, pause,
/// edit, disconnect. A hint lost here is found by the poll.
/// </summary>
internal sealed class MailboxWatchers(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions, MailboxKnocks knocks, LiveFeed feed, TimeProvider time, ILogger<MailboxWatchers> logger) : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5), LongestWait = TimeSpan.FromMinutes(5), LookAgain = TimeSpan.FromMinutes(1), Steady = TimeSpan.FromMinutes(2);
    private readonly Dictionary<long, Watch> _watches = [];
    private readonly SemaphoreSlim _changed = new(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(null, change => Task.FromResult(change.MailboxChanged && _changed.CurrentCount == 0 ? _changed.Release() : 0), _ => Task.CompletedTask);
        try
        {
            while (true)
            {
                await Task.WhenAny(_changed.WaitAsync(stoppingToken), Task.Delay(LookAgain, time, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
                await MatchAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        foreach (var watch in _watches.Values)
            await watch.StopAsync();
    }

    private async Task MatchAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stoppingToken);
            var wanted = await db.Mailboxes.AsNoTracking()
                .Where(m => m.State == MailboxState.Active || m.State == MailboxState.Backfilling || m.State == MailboxState.Retrying)
                .ToDictionaryAsync(m => m.Id, Key, stoppingToken);
            foreach (var (id, watch) in _watches.Where(w => !wanted.TryGetValue(w.Key, out var key) || key != w.Value.Key).ToList())
            {
                _watches.Remove(id);
                await watch.StopAsync();
            }
            foreach (var (id, key) in wanted.Where(w => !_watches.ContainsKey(w.Key)))
                _watches[id] = new Watch(key, stop => WatchAsync(id, stop), stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.Broke(0, exception.GetType().FullName!, exception.StackTrace ?? "");
        }
    }

    // A listening connection logs in once: other credentials or servers need another one.
    private static string Key(Mailbox mailbox) => $"{mailbox.Imap} {mailbox.UserName} {Convert.ToHexString(SHA256.HashData(mailbox.CredentialsCipher))}";

    private async Task WatchAsync(long mailboxId, CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var started = time.GetTimestamp();
            string problem;
            try
            {
                if (await sessions.FindAsync(mailboxId, stop) is not var (provider, connection))
                    return;
                // What happened while nobody listened.
                if (failures > 0)
                    knocks.Knock(mailboxId, KnockReason.Push);
                await provider.WatchAsync(connection, () => knocks.Knock(mailboxId, KnockReason.Push), stop);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (MailboxAccessException exception)
            {
                problem = exception.Problem.ToString();
            }
            catch (Exception exception)
            {
                problem = exception.GetType().Name;
            }
            failures = time.GetElapsedTime(started) > Steady ? 1 : failures + 1;
            var wait = Backoff.After(failures, FirstWait, LongestWait);
            logger.WatchFailed(mailboxId, problem, (long)wait.TotalSeconds);
            await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Watch
    {
        private readonly CancellationTokenSource _stop;
        private readonly Task _task;
        public string Key { get; }

        public Watch(string key, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
        {
            Key = key;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            _task = Task.Run(() => work(_stop.Token), CancellationToken.None);
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
