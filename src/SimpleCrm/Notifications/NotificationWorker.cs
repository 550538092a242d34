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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var arrivals = live.Subscribe(
            null, change => change.NewEmailIds.Count == 0 ? Task.CompletedTask : TryAsync(() => sources.TellOfMailAsync([.. change.NewEmailIds], stoppingToken)), _ => Task.CompletedTask);
        using var timer = new PeriodicTimer(Every, time);
        do
            await TryAsync(() => sources.TellOfDueAsync(stoppingToken));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            LogDatabase(exception.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Notices cannot use the database: {Exception}")]
    private partial void LogDatabase(string exception);
}
