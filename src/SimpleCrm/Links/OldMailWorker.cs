using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SimpleCrm.Links;

/// <summary>Looks every few seconds whether addresses or domains were entered for which the mail that is here already must be looked through.</summary>
internal sealed partial class OldMailWorker(OldMailLinking linking, TimeProvider time, ILogger<OldMailWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                await linking.RunUntilDoneAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
            {
                // Locked or full: it begins again where it was.
                Postponed(logger, exception.GetType().Name);
            }
            await Task.Delay(Look, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Linking old mail is postponed after {Exception}.")]
    private static partial void Postponed(ILogger logger, string exception);
}
