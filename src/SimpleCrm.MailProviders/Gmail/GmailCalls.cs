using Google.Apis.Requests;
using Polly;
using Polly.Retry;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Makes calls within the mailbox's budget and repeats those that failed for a passing reason.</summary>
internal sealed class GmailCalls
{
    private readonly ResiliencePipeline _repeatable, _careful;

    public GmailCalls(UnitBudget budget, GmailQuotaOptions costs, TimeProvider time)
    {
        (Budget, Costs, Time) = (budget, costs, time);
        _repeatable = Pipeline(GmailErrors.IsPassing);
        _careful = Pipeline(GmailErrors.IsRateLimit);
    }

    public UnitBudget Budget { get; }
    public GmailQuotaOptions Costs { get; }
    public TimeProvider Time { get; }

    /// <summary>A call that may be repeated without harm.</summary>
    /// <param name="units">What it costs.</param>
    /// <param name="isPersonal">Somebody is waiting for it.</param>
    public Task<T> RunAsync<T>(Func<IClientServiceRequest<T>> create, int units, bool isPersonal, CancellationToken cancellationToken) =>
        ExecuteAsync(_repeatable, create, units, isPersonal, cancellationToken);

    /// <summary>A call that makes something: repeated only when it certainly had no effect.</summary>
    public Task<T> RunOnceAsync<T>(Func<IClientServiceRequest<T>> create, int units, bool isPersonal, CancellationToken cancellationToken) =>
        ExecuteAsync(_careful, create, units, isPersonal, cancellationToken);

    private async Task<T> ExecuteAsync<T>(ResiliencePipeline pipeline, Func<IClientServiceRequest<T>> create, int units, bool isPersonal, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token =>
        {
            await Budget.TakeAsync(units, isPersonal, token);
            try
            {
                return await create().ExecuteAsync(token);
            }
            catch (Exception exception) when (GmailErrors.IsAccess(exception, cancellationToken))
            {
                throw GmailErrors.Of(exception);
            }
        }, cancellationToken);

    // How long the provider asks to be left alone is kept by the budget; this is the pause where it does not say.
    private ResiliencePipeline Pipeline(Func<MailboxAccessException, bool> repeats) =>
        new ResiliencePipelineBuilder { TimeProvider = Time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<MailboxAccessException>(e => e.RetryAfter is null && repeats(e)),
            MaxRetryAttempts = 4,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(0.5),
            MaxDelay = TimeSpan.FromSeconds(16),
            UseJitter = true,
        }).Build();
}
