using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;

namespace SimpleCrm.Sync;

/// <summary>Judges the calls that wait, oldest first, and forgets them. One that cannot be judged is tried again for a while, then dropped.</summary>
internal sealed partial class WebhookWorker(
    IDbContextFactory<SimpleCrmDbContext> contexts, WebhookIntake intake, WebhookJudgement judgement, TimeProvider time, ILogger<WebhookWorker> logger) : BackgroundService
{
    private const int Page = 200, MaxAttempts = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1), TryAgain = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var left = 0;
            try
            {
                left = await JudgeAllAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
            {
                LogFailed(exception.GetType().Name);
                left = 1;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            if (left > 0)
                await Task.Delay(TryAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else
                await intake.WaitAsync(Idle, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Judges every call that waits.</summary>
    /// <returns>How many could not be judged and wait for another try.</returns>
    public async Task<int> JudgeAllAsync(CancellationToken cancellationToken)
    {
        long last = 0;
        var left = 0;
        while (true)
        {
            List<WebhookDelivery> page;
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
                page = await db.WebhookDeliveries.AsNoTracking().Where(d => d.Id > last).OrderBy(d => d.Id).Take(Page).ToListAsync(cancellationToken);
            if (page.Count == 0)
                break;
            last = page[^1].Id;
            var undecided = new HashSet<long>();
            foreach (var delivery in page)
                if (!await judgement.JudgeAsync(delivery, cancellationToken) && delivery.Attempts + 1 < MaxAttempts)
                    undecided.Add(delivery.Id);
            left += undecided.Count;
            var done = page.ConvertAll(d => d.Id).Except(undecided).ToList();
            await using var end = await contexts.CreateDbContextAsync(cancellationToken);
            await end.WebhookDeliveries.Where(d => done.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
            await end.WebhookDeliveries.Where(d => undecided.Contains(d.Id)).ExecuteUpdateAsync(s => s.SetProperty(d => d.Attempts, d => d.Attempts + 1), cancellationToken);
        }
        intake.Count(left);
        return left;
    }

    [LoggerMessage(1, LogLevel.Error, "Webhooks could not be judged: {Exception}")]
    private partial void LogFailed(string exception);
}
