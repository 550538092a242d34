using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;

namespace SimpleCrm.Sync;

/// <summary>Gives every mailbox that is knocked at its run: mailboxes side by side, each of them one run at a time.</summary>
internal sealed class SyncLoop(IDbContextFactory<SimpleCrmDbContext> contexts, SyncEngine engine, MailboxKnocks knocks, TimeProvider time, ILogger<SyncLoop> logger) : BackgroundService
{
    // Runs mostly wait for servers; the database takes one page at a time anyway.
    private const int SideBySide = 16;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var places = new SemaphoreSlim(SideBySide);
        var runs = new HashSet<Task>();
        try
        {
            await KnockAtAllAsync(stoppingToken);
            while (true)
            {
                await places.WaitAsync(stoppingToken);
                var mailboxId = await knocks.NextAsync(stoppingToken);
                runs.RemoveWhere(r => r.IsCompleted);
                runs.Add(Task.Run(() => RunAsync(mailboxId, places, stoppingToken), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        await Task.WhenAll(runs);
    }

    private async Task RunAsync(long mailboxId, SemaphoreSlim places, CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var retryAt = await engine.RunAsync(mailboxId, stoppingToken);
            logger.Ran(mailboxId, (long)time.GetElapsedTime(started).TotalMilliseconds);
            if (retryAt is { } due)
                _ = KnockLaterAsync(mailboxId, due, stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            logger.Broke(mailboxId, exception.GetType().FullName!, exception.StackTrace ?? "");
        }
        finally
        {
            knocks.Finish(mailboxId);
            places.Release();
        }
    }

    private async Task KnockLaterAsync(long mailboxId, DateTime due, CancellationToken stoppingToken)
    {
        var wait = due - time.GetUtcNow().UtcDateTime;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
            knocks.Knock(mailboxId, KnockReason.Poll);
    }

    // What was missed while the product was down. A database that is not ready yet is no reason to stay down: the poll comes anyway.
    private async Task KnockAtAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stoppingToken);
            // What the end of the process cut off has not failed, so it need not wait for another try.
            var now = time.GetUtcNow().UtcDateTime;
            await db.PendingOperations.Where(o => o.State == OperationState.Applying && o.NextTryAt > now)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.NextTryAt, now), stoppingToken);
            foreach (var id in await db.Mailboxes.Select(m => m.Id).ToListAsync(stoppingToken))
                knocks.Knock(id, KnockReason.Poll);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.Broke(0, exception.GetType().FullName!, exception.StackTrace ?? "");
        }
    }
}
