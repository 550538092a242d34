using System.Net;
using System.Net.Http.Headers;
using Google.Apis.Http;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// Puts the mailbox's access token on each request, takes another one when it is refused, and passes on how long the provider asks to be left alone.
/// </summary>
internal sealed class BearerAuthorization(AccessTokenSource tokens, UnitBudget budget, TimeProvider time) : IConfigurableHttpClientInitializer, IHttpExecuteInterceptor, IHttpUnsuccessfulResponseHandler
{
    private static readonly HttpRequestOptionsKey<string> Refused = new("simplecrm.refused-token");

    public void Initialize(ConfigurableHttpClient httpClient)
    {
        httpClient.MessageHandler.AddExecuteInterceptor(this);
        httpClient.MessageHandler.AddUnsuccessfulResponseHandler(this);
        // One more for the renewed token; every other repetition is decided where it is known what the call does.
        httpClient.MessageHandler.NumTries = 2;
    }

    public async Task InterceptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(Refused, out var refused);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens(refused, cancellationToken));
    }

    public Task<bool> HandleResponseAsync(HandleUnsuccessfulResponseArgs args)
    {
        if (RetryAfter(args.Response, time) is { } pause)
            budget.Hold(pause);
        if (args.Response.StatusCode != HttpStatusCode.Unauthorized || !args.SupportsRetry || args.Request.Options.TryGetValue(Refused, out _))
            return Task.FromResult(false);
        args.Request.Options.Set(Refused, args.Request.Headers.Authorization?.Parameter ?? "");
        return Task.FromResult(true);
    }

    /// <summary>Retry-After (RFC 9110 §10.2.3), in seconds or as a date.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
