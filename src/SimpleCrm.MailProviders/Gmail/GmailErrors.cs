using System.Net;
using Google;
using Google.Apis.Requests;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Says what a failure means: by status and reason codes, not by words.</summary>
internal static class GmailErrors
{
    private const int MaxDetail = 300;

    /// <summary>Failures of the account, the provider or the network, and thus a <see cref="MailboxAccessException"/>.</summary>
    public static bool IsAccess(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        GoogleApiException or HttpRequestException or IOException or Newtonsoft.Json.JsonException or TimeoutException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    public static MailboxAccessException Of(Exception exception) => exception switch
    {
        MailboxAccessException known => known,
        GoogleApiException refused => Of(refused.HttpStatusCode, refused.Error, exception),
        HttpRequestException { StatusCode: { } status } => Of(status, null, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(MailboxProblem.UnknownHost, null, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new(MailboxProblem.ConnectionRefused, null, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(MailboxProblem.BadCertificate, null, exception),
        OperationCanceledException or TimeoutException => new(MailboxProblem.TimedOut, null, exception),
        Newtonsoft.Json.JsonException => new(MailboxProblem.ServerError, null, exception),
        _ => new(MailboxProblem.ConnectionLost, null, exception),
    };

    public static MailboxAccessException Of(HttpStatusCode status, RequestError? error, Exception? inner = null)
    {
        var problem = Problem(status, error);
        return new MailboxAccessException(problem, Shorten(error?.Message), inner)
        {
            IsRefusal = problem is MailboxProblem.ScopesMissing || problem == MailboxProblem.ServerError && (int)status is >= 400 and < 500 and not 401 and not 408,
        };
    }

    /// <summary>The call had no effect and may be repeated after a pause.</summary>
    public static bool IsRateLimit(MailboxAccessException exception) => exception.Problem == MailboxProblem.RateLimited;

    /// <summary>It passes by itself; a call that can be repeated without harm is.</summary>
    public static bool IsPassing(MailboxAccessException exception) => !exception.IsRefusal
        && exception.Problem is MailboxProblem.RateLimited or MailboxProblem.ServerBusy or MailboxProblem.ServerError or MailboxProblem.ConnectionLost or MailboxProblem.TimedOut;

    /// <summary>What was asked for does not exist, or not any more.</summary>
    public static bool IsGone(MailboxAccessException exception) => StatusOf(exception) == HttpStatusCode.NotFound;

    public static HttpStatusCode? StatusOf(MailboxAccessException exception) => exception.InnerException switch
    {
        GoogleApiException refused => refused.HttpStatusCode,
        HttpRequestException request => request.StatusCode,
        _ => null,
    };

    private static MailboxProblem Problem(HttpStatusCode status, RequestError? error) => status switch
    {
        HttpStatusCode.TooManyRequests => MailboxProblem.RateLimited,
        HttpStatusCode.Forbidden when HasReason(error, "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded") => MailboxProblem.RateLimited,
        HttpStatusCode.Forbidden when HasReason(error, "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT") => MailboxProblem.ScopesMissing,
        HttpStatusCode.Forbidden when HasReason(error, "domainPolicy") => MailboxProblem.LoginDisabled,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => MailboxProblem.ServerBusy,
        HttpStatusCode.RequestTimeout => MailboxProblem.TimedOut,
        _ => MailboxProblem.ServerError,
    };

    public static bool HasReason(RequestError? error, params ReadOnlySpan<string> reasons)
    {
        foreach (var one in error?.Errors ?? [])
            if (reasons.Contains(one.Reason))
                return true;
        return false;
    }

    private static string? Shorten(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
            return null;
        var clean = new string([.. words.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length <= MaxDetail ? clean : clean[..MaxDetail];
    }
}
