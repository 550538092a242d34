using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SimpleCrm.Importing;

/// <summary>Takes imports in that people have begun; what a stopped process left goes on at the next start.</summary>
internal sealed partial class ImportWorker(ImportRunning running, ImportSignal signal, ILogger<ImportWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                await running.RunUntilDoneAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
            {
                // Locked or full: it begins again where it was.
                Postponed(logger, exception.GetType().Name);
            }
            await signal.WaitAsync(Look, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Importing is postponed after {Exception}.")]
    private static partial void Postponed(ILogger logger, string exception);
}
