namespace SimpleCrm.MailProviders.Outlook;

/// <summary>The answer to one call of a batch.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Graph's error code; empty when there is none.</param>
/// <param name="Words">The service's words about an error.</param>
/// <param name="Body">The answer's text; base64 where the content is not JSON.</param>
/// <param name="Wait">What Retry-After named.</param>
internal sealed record GraphPart(int Status, string Code, string? Words, string Body, TimeSpan? Wait)
{
    /// <summary>A call without an answer.</summary>
    public static GraphPart Open { get; } = new(503, "", null, "", null);

    public bool IsSuccess => Status is >= 200 and < 300;
    public bool IsGone => Status == 404;
    public bool IsPutOff => Status is 429 or 503;
}
