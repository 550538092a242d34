using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>
/// Works off the outbox: different mailboxes in parallel, one row at a time within a mailbox. When the host stops, submissions that have
/// begun are brought to their end.
/// </summary>
internal sealed partial class OutboxWorker(
    IDbContextFactory<SimpleCrmDbContext> contexts, OutboxSignal signal, OutboxSteps steps, TimeProvider time, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);
    private const int MostMailboxes = 8;

    private readonly ConcurrentDictionary<long, Task> _lanes = [];
    private readonly ConcurrentDictionary<long, DateTime> _pausedUntil = [];
    private readonly CancellationTokenSource _drained = new();

    /// <summary>Waits for begun submissions as long as the host allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var hurry = cancellationToken.Register(_drained.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _drained.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var recovered = false;
        try
        {
            while (true)
            {
                var wait = LongestWait;
                try
                {
                    if (!recovered)
                        LogRecovered(await steps.RecoverAsync(stoppingToken));
                    recovered = true;
                    await steps.TidyAsync(stoppingToken);
                    wait = await StartLanesAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
                {
                    LogDatabase(exception.GetType().Name);
                    wait = PauseAfterFailure;
                }
                await signal.WaitAsync(wait, stoppingToken);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_lanes.Values);
        }
    }

    // Starts a lane for each mailbox with something due; returns how long nothing else will be.
    private async Task<TimeSpan> StartLanesAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(stoppingToken);
        var waiting = await db.OutgoingEmails
            .Where(o => (o.State == OutgoingState.Prepared || o.State == OutgoingState.Accepted || o.State == OutgoingState.Unknown)
                && o.DueAt <= now + LongestWait
                && db.Mailboxes.Any(m => m.Id == o.MailboxId && m.State != MailboxState.Disconnected && m.State != MailboxState.NeedsReconnect))
            .GroupBy(o => o.MailboxId)
            .Select(g => new { MailboxId = g.Key, First = g.Min(o => o.DueAt) })
            .ToListAsync(stoppingToken);
        var next = LongestWait;
        foreach (var mailbox in waiting.OrderBy(w => w.First))
        {
            if (_lanes.ContainsKey(mailbox.MailboxId))
                continue;
            var start = _pausedUntil.TryGetValue(mailbox.MailboxId, out var until) && until > mailbox.First ? until : mailbox.First;
            if (start > now)
                next = start - now < next ? start - now : next;
            else if (_lanes.Count < MostMailboxes)
                StartLane(mailbox.MailboxId, stoppingToken);
        }
        return next;
    }

    private void StartLane(long mailboxId, CancellationToken stoppingToken)
    {
        var begin = new TaskCompletionSource();
        _lanes[mailboxId] = RunLaneAsync(begin.Task);
        begin.SetResult();

        async Task RunLaneAsync(Task registered)
        {
            await registered.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                var step = OutboxStep.Done;
                while (step == OutboxStep.Done && !stoppingToken.IsCancellationRequested)
                    step = await steps.RunNextAsync(mailboxId, _drained.Token);
                if (step == OutboxStep.MailboxUnusable)
                    Pause(mailboxId);
            }
            catch (OperationCanceledException) when (_drained.IsCancellationRequested)
            {
            }
            // One mailbox's broken world must not stop the others; it is tried again after a pause.
            catch (Exception exception)
            {
                LogLane(mailboxId, exception);
                Pause(mailboxId);
            }
            _lanes.TryRemove(mailboxId, out _);
            signal.Raise();
        }
    }

    private void Pause(long mailboxId) => _pausedUntil[mailboxId] = time.GetUtcNow().UtcDateTime + PauseAfterFailure;

    [LoggerMessage(1, LogLevel.Information, "Outbox started; {Count} submissions were cut off and are now of unknown fate")]
    private partial void LogRecovered(int count);

    [LoggerMessage(2, LogLevel.Error, "The outbox cannot use the database: {Exception}")]
    private partial void LogDatabase(string exception);

    [LoggerMessage(3, LogLevel.Error, "The outbox of mailbox {MailboxId} failed")]
    private partial void LogLane(long mailboxId, Exception exception);
}
