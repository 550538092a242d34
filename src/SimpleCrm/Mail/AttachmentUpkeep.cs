using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Keeps the attachment files in step with the rows: at start, and daily, it removes files whose email is gone.</summary>
public sealed partial class AttachmentUpkeep(
    AttachmentStore store, IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time, ILogger<AttachmentUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Cadence = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the start-up path.
        await Task.Yield();
        store.RemoveUnfinished();
        while (true)
        {
            await RemoveOrphansAsync(stoppingToken);
            await Task.Delay(Cadence, time, stoppingToken);
        }
    }

    /// <summary>Deletes files without a row.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var ids in store.Stored().Chunk(200))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var known = await db.Attachments.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellationToken);
            var orphans = ids.Except(known).ToList();
            store.Delete(orphans);
            removed += orphans.Count;
        }
        if (removed > 0)
            Removed(logger, removed);
        return removed;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} attachment files whose emails are gone")]
    private static partial void Removed(ILogger logger, int count);
}
