namespace SimpleCrm.Blazor.Access;

/// <summary>
/// Headers that confine the pages of the product. A response that brings its own Content-Security-Policy, as an email's document does, keeps it.
/// </summary>
internal static class SecurityHeaders
{
    // MudBlazor writes its palette and positions as inline styles; scripts are files of our own only.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            headers.XContentTypeOptions = "nosniff";
            if (headers["Referrer-Policy"].Count == 0)
                headers["Referrer-Policy"] = "same-origin";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = Policy;
                headers.XFrameOptions = "DENY";
            }
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });

    /// <summary>Refuses a circuit or hub connection that a page of another site opens: WebSockets are not held back by the same-origin policy.</summary>
    public static void UseOriginCheck(this WebApplication app) => app.Use((context, next) =>
    {
        if ((context.Request.Path.StartsWithSegments("/_blazor") || context.Request.Path.StartsWithSegments("/hubs"))
            && context.Request.Headers.Origin.ToString() is { Length: > 0 } origin
            && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || !from.Authority.Equals(Own(context), StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        return next(context);

        static string Own(HttpContext context) => new Uri($"{context.Request.Scheme}://{context.Request.Host}").Authority;
    });
}
