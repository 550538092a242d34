using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Monitoring;

/// <summary>Keeps the last runs of the scheduled jobs, for administrators to read.</summary>
public sealed class JobHistory(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>Runs that are kept of each job.</summary>
    public const int Kept = 200;

    /// <summary>Stores a run.</summary>
    public async Task AddAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.JobRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        var oldest = await db.JobRuns.Where(r => r.Job == run.Job).OrderByDescending(r => r.Id).Skip(Kept).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancellationToken);
        if (oldest is { } id)
            await db.JobRuns.Where(r => r.Job == run.Job && r.Id <= id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The last runs, newest first, of one job or of all; null when the viewer is no administrator.</summary>
    public async Task<IReadOnlyList<JobRun>?> ListAsync(Viewer viewer, string? job, int count, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.JobRuns.AsNoTracking().Where(r => job == null || r.Job == job).OrderByDescending(r => r.Id).Take(Math.Clamp(count, 1, 500)).ToListAsync(cancellationToken);
    }
}
