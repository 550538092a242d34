using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Says what a failure means: by status and Graph's error code, never by the service's words.</summary>
internal static class OutlookErrors
{
    private static readonly HashSet<string> SyncStateCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "SyncStateNotFound", "SyncStateInvalid", "resyncRequired", "resyncChangesApplyDifferences", "resyncChangesUploadDifferences",
    };

    public static bool IsAccess(Exception exception, CancellationToken cancellationToken) => exception is MailboxAccessException or ApiException or HttpRequestException or IOException or TimeoutException
        || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    /// <summary>A delta or next link is no longer of use: list anew.</summary>
    public static bool IsSyncStateGone(Exception exception) => exception is ApiException failure && (failure.ResponseStatusCode == 410 || SyncStateCodes.Contains(Code(failure)));

    public static bool IsGone(Exception exception) => exception is ApiException { ResponseStatusCode: 404 };

    public static MailboxAccessException Of(Exception exception, TimeProvider time) => exception switch
    {
        MailboxAccessException known => known,
        ApiException failure => Of(failure.ResponseStatusCode, Code(failure), (failure as ODataError)?.Error?.Message, Wait(failure, time), failure),
        TimeoutException or OperationCanceledException => new MailboxAccessException(MailboxProblem.TimedOut, null, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new MailboxAccessException(MailboxProblem.BadCertificate, null, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new MailboxAccessException(MailboxProblem.UnknownHost, null, exception),
        HttpRequestException { InnerException: SocketException socket } => new MailboxAccessException(ImapErrors.OfSocket(socket.SocketErrorCode), null, exception),
        _ => new MailboxAccessException(MailboxProblem.ConnectionLost, null, exception),
    };

    /// <summary>A refusal, of a call or of a part of a batch.</summary>
    public static MailboxAccessException Of(int status, string code, string? words, TimeSpan? wait, Exception? inner = null)
    {
        var problem = (status, code) switch
        {
            (_, "ErrorQuotaExceeded" or "ErrorMessageQuotaExceeded") or (507, _) => MailboxProblem.ServerFull,
            (_, "MailboxNotEnabledForRESTAPI" or "MailboxNotSupportedForRESTAPI") => MailboxProblem.LoginDisabled,
            (429, _) => MailboxProblem.RateLimited,
            (503 or 502 or 504, _) => MailboxProblem.ServerBusy,
            (404 or 410, _) => MailboxProblem.FoldersUnreadable,
            _ => MailboxProblem.ServerError,
        };
        return new MailboxAccessException(problem, ImapErrors.Shorten(words is { Length: > 0 } ? $"{code}: {words}" : code), inner)
        {
            RetryAfter = wait,
            IsFolderOnly = status is 403 or 404,
            IsRefusal = status is 400 or 403 or 405 or 409 or 413 or 422 && problem == MailboxProblem.ServerError,
        };
    }

    /// <summary>A refusal of something that the whole mailbox depends on.</summary>
    public static MailboxAccessException OfMailbox(int status, string code, string? words, TimeSpan? wait) => Of(status, code, words, wait) is { IsFolderOnly: true } or { IsRefusal: true }
        ? new MailboxAccessException(status == 403 ? MailboxProblem.ScopesMissing : MailboxProblem.FoldersUnreadable, ImapErrors.Shorten(code))
        : Of(status, code, words, wait);

    public static string Code(ApiException exception) => (exception as ODataError)?.Error?.Code ?? "";

    private static TimeSpan? Wait(ApiException failure, TimeProvider time) =>
        failure.ResponseHeaders?.FirstOrDefault(h => h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } text
            && RetryConditionHeaderValue.TryParse(text, out var header)
            ? RetryAfter.Of(header, time)
            : null;
}
