using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace SimpleCrm.Blazor.Api;

/// <summary>How much one person, or one address of nobody signed in, may ask of the API.</summary>
internal static class ApiLimits
{
    /// <summary>Bytes of an ordinary request body.</summary>
    public const long Body = 1024 * 1024;

    /// <summary>Bytes of an email to send: bodies, and attachments in base64.</summary>
    public const long SendBody = 48L * 1024 * 1024;

    /// <summary>Requests a person can make at once, and how many come back each second.</summary>
    private const int Burst = 400;
    private const int PerSecond = 20;

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments(WebhookEndpoints.Path) ? RateLimitPartition.GetTokenBucketLimiter("webhook:" + context.Connection.RemoteIpAddress, static _ => WebhookBucket())
            : ApiPaths.Contain(context.Request.Path) && !context.Request.Path.StartsWithSegments("/health")
                ? RateLimitPartition.GetTokenBucketLimiter(KeyOf(context), static _ => Bucket())
                : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = static (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }

    private static string KeyOf(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } user ? "user:" + user : "address:" + context.Connection.RemoteIpAddress;

    // Providers call for all mailboxes from a few addresses.
    private static TokenBucketRateLimiterOptions WebhookBucket() => new()
    {
        TokenLimit = 2000,
        TokensPerPeriod = 100,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = true,
    };

    private static TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = Burst,
        TokensPerPeriod = PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
