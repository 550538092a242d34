using System.Net;
using Polly;
using Polly.Retry;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>
/// Repeats calls that were put off. 429 says that nothing was done, so that anything may be repeated; 502 to 504 and broken lines say less, so that
/// only what makes no difference the second time is. The wait is the one the service named, else it doubles.
/// </summary>
internal sealed class RepeatHandler : DelegatingHandler
{
    private const int MaxRepeats = 4;
    private static readonly ResiliencePropertyKey<bool> WithoutEffect = new(nameof(WithoutEffect));

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public RepeatHandler(TimeProvider time) => _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = MaxRepeats,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            ShouldHandle = arguments => ValueTask.FromResult(IsWorthRepeating(arguments.Outcome, arguments.Context.Properties.GetValue(WithoutEffect, false), time)),
            DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } response ? RetryAfter.Of(response.Headers.RetryAfter, time) : null),
            OnRetry = arguments =>
            {
                arguments.Outcome.Result?.Dispose();
                return default;
            },
        }).Build();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(WithoutEffect, request.Method == HttpMethod.Get);
        try
        {
            return await _pipeline.ExecuteAsync(async (c, message) => await base.SendAsync(message, c.CancellationToken), context, request);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsWorthRepeating(Outcome<HttpResponseMessage> outcome, bool isWithoutEffect, TimeProvider time)
    {
        if (outcome.Exception is not null)
            return isWithoutEffect && outcome.Exception is HttpRequestException { HttpRequestError: not (HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError) };
        if (outcome.Result is not { } response || RetryAfter.Of(response.Headers.RetryAfter, time) > MailboxPace.LongestWait)
            return false;
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => true,
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => isWithoutEffect,
            _ => false,
        };
    }
}
