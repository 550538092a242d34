using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Notifications;

/// <summary>Tells people of new mail as it comes in, and of what falls due, once a minute.</summary>
internal sealed partial class NotificationWorker(NotificationSources sources, LiveFeed live, TimeProvider time, ILogger<NotificationWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Mail may have been stored whose notices were not: before this process began, or while the database did not answer.
    private volatile bool _mayHaveMissed = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var arrivals = live.Subscribe(null, async change =>
        {
            if (change.NewEmailIds.Count > 0 && !await TryAsync(() => sources.TellOfMailAsync([.. change.NewEmailIds], stoppingToken)))
                _mayHaveMissed = true;
        }, _ => Task.CompletedTask);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            if (_mayHaveMissed)
            {
                // First, so that what fails to be told meanwhile is looked for again.
                _mayHaveMissed = false;
                if (!await TryAsync(() => sources.TellOfMissedMailAsync(stoppingToken)))
                    _mayHaveMissed = true;
            }
            await TryAsync(() => sources.TellOfDueAsync(stoppingToken));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            LogDatabase(exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Notices cannot use the database: {Exception}")]
    private partial void LogDatabase(string exception);
}
