using Quartz;
using SimpleCrm.Sync;

namespace SimpleCrm.Blazor.Jobs;

/// <summary>Every job and its cadence.</summary>
internal static class Jobs
{
    /// <summary>Registers the scheduler and its jobs. Nothing is stored: what is due is read from the product's own rows.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            Every<EmailSyncJob>(quartz, TimeSpan.FromSeconds(30));
            Every<AuditJob>(quartz, TimeSpan.FromMinutes(15));
            Every<OperationCleanupJob>(quartz, TimeSpan.FromHours(1));
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Every<TJob>(IQuartzBuilder quartz, TimeSpan interval) where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(trigger => trigger.WithIdentity(typeof(TJob).Name).StartNow().WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever()));
}

[DisallowConcurrentExecution]
internal sealed class EmailSyncJob(SyncSchedule schedule) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await schedule.PollDueAsync(cancellationToken);
}

[DisallowConcurrentExecution]
internal sealed class AuditJob(SyncSchedule schedule) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await schedule.AuditDueAsync(cancellationToken);
}

[DisallowConcurrentExecution]
internal sealed class OperationCleanupJob(SyncSchedule schedule) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await schedule.CleanUpAsync(cancellationToken);
}
