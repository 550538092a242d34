using Quartz;
using SimpleCrm.Monitoring;

namespace SimpleCrm.Blazor.Jobs;

/// <summary>Writes down each run of each job.</summary>
internal sealed partial class JobRecorder(JobHistory history, ILogger<JobRecorder> logger) : IJobListener
{
    public string Name => nameof(JobRecorder);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken)
    {
        // A job that was ended with the process has not failed.
        var failure = jobException?.GetBaseException();
        if (failure is OperationCanceledException)
            return;
        try
        {
            await history.AddAsync(new JobRun
            {
                Job = context.JobDetail.JobType.Type.Name,
                StartedAt = context.FireTimeUtc.UtcDateTime,
                Milliseconds = (long)context.JobRunTime.TotalMilliseconds,
                Failure = failure?.GetType().Name,
            }, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotWritten(exception.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A job's run could not be written down: {Exception}")]
    private partial void LogNotWritten(string exception);
}
