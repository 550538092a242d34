using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Outbox;

namespace SimpleCrm.FollowUp;

/// <summary>Looks after what waits for a time or an answer: at each new email, and at least once a minute.</summary>
internal sealed partial class FollowUpWorker(FollowUpDue due, DeliveryReports reports, FollowUpSignal signal, LiveFeed live, ILogger<FollowUpWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var arrivals = live.Subscribe(null, change =>
        {
            if (change.NewEmailIds.Count > 0)
                signal.Raise();
            return Task.CompletedTask;
        }, _ => Task.CompletedTask);
        while (true)
        {
            var wait = LongestWait;
            try
            {
                await reports.RunAsync(stoppingToken);
                await due.RunAsync(stoppingToken);
                wait = await due.NextAsync(LongestWait, stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
            {
                LogDatabase(exception.GetType().Name);
            }
            await signal.WaitAsync(wait, stoppingToken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Follow-up cannot use the database: {Exception}")]
    private partial void LogDatabase(string exception);
}
