using System.Net.Http.Headers;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Reads Retry-After (RFC 9110 §10.2.3): seconds, or a date.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(RetryConditionHeaderValue? header, TimeProvider time) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}
