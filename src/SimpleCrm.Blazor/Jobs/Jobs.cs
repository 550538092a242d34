using Microsoft.Extensions.Options;
using Quartz;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Blazor.Jobs;

/// <summary>Every job and its cadence.</summary>
internal static class Jobs
{
    /// <summary>Registers the scheduler and its jobs. Nothing is stored: what is due is read from the product's own rows.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobOptions>, JobOptionsCheck>();
        var cadence = configuration.GetSection(JobOptions.Section).Get<JobOptions>() ?? new JobOptions();
        // The check says so at the start; until then the scheduler must not trip over it.
        if (cadence.FindFault() is not null)
            cadence = new JobOptions();
        services.AddQuartz(quartz =>
        {
            quartz.AddJobListener<JobRecorder>();
            Every<EmailSyncJob>(quartz, cadence.EmailSync);
            Every<AuditJob>(quartz, cadence.Audit);
            Every<TokenRefreshJob>(quartz, cadence.TokenRefresh);
            Every<WebhookRenewalJob>(quartz, cadence.WebhookRenewal);
            Every<ContactSyncJob>(quartz, cadence.Contacts);
            Every<OperationCleanupJob>(quartz, cadence.Cleanup);
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Every<TJob>(IQuartzBuilder quartz, TimeSpan interval) where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(trigger => trigger.WithIdentity(typeof(TJob).Name).StartNow().WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever()));

    private sealed class JobOptionsCheck : IValidateOptions<JobOptions>
    {
        public ValidateOptionsResult Validate(string? name, JobOptions options) =>
            options.FindFault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
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
internal sealed class TokenRefreshJob(TokenUpkeep tokens) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await tokens.RefreshDueAsync(cancellationToken);
}

[DisallowConcurrentExecution]
internal sealed class WebhookRenewalJob(WebhookUpkeep webhooks, TimeProvider time) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await webhooks.RenewDueAsync(time.GetUtcNow().UtcDateTime, cancellationToken);
}

[DisallowConcurrentExecution]
internal sealed class ContactSyncJob(ContactSync contacts) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await contacts.SyncDueAsync(cancellationToken);
}

[DisallowConcurrentExecution]
internal sealed class OperationCleanupJob(SyncSchedule schedule) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await schedule.CleanUpAsync(cancellationToken);
}
