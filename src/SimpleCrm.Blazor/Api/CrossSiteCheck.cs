namespace SimpleCrm.Blazor.Api;

/// <summary>
/// Refuses changes that a page of another site asks a signed-in browser for. A request with a bearer token is not one: no browser adds the
/// token by itself. The cookie is SameSite too, and bodies must be JSON or raw files; this is what holds when those do not.
/// </summary>
internal sealed class CrossSiteCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!ApiPaths.Contain(context.Request.Path) || IsHarmless(context.Request) || IsOwn(context.Request))
            return next(context);
        return TypedResults.Problem(
            "This request comes from another web site. Use the product's own pages, or a bearer token.",
            statusCode: StatusCodes.Status403Forbidden, title: "Refused").ExecuteAsync(context);
    }

    private static bool IsHarmless(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        // Neither header: no browser of this decade, so no cookie that a stranger could borrow.
        if (origin.Length == 0)
            return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme == request.Scheme
            && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own) && from.Authority.Equals(own.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
