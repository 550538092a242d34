using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>Where people leave for a provider's consent page, and where the provider sends them back.</summary>
[Sees(Sight.OwnMail)]
internal static class ConsentEndpoints
{
    private const string Page = "/settings/mailboxes";

    // Open to all, because a person whose session has ended must be sent to a page and not to a bare refusal; nothing is done without one.
    public static void MapConsent(this WebApplication app)
    {
        app.MapGet(StartAddress.Path + "{provider}", StartAsync).AllowAnonymous().WithTags("Email").WithSummary("Leads a signed-in browser to a provider's consent page.");
        app.MapGet(RedirectAddress.Path, FinishAsync).AllowAnonymous().WithTags("Email").WithSummary("Return from a provider's consent page; leads to the person's mailboxes.");
    }

    private static async Task<IResult> StartAsync(
        MailProvider provider, [FromQuery] string? address, HttpContext context, Viewers viewers, ConsentConnecting consents, RedirectAddress redirects, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        // Another site's page begins nothing here.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" || await viewers.FindAsync(context.User, cancellationToken) is not { } viewer)
            return SignIn();
        return await consents.StartAsync(viewer, provider, redirects.For(context.Request), ConsentCookie.Give(context), address, cancellationToken) is { } url
            ? TypedResults.Redirect(url.AbsoluteUri)
            : Mailboxes(new ConsentResult(ConsentOutcome.NotOffered, provider));
    }

    private static async Task<IResult> FinishAsync(
        [FromQuery] string? state, [FromQuery] string? code, [FromQuery] string? iss, [FromQuery] string? error,
        HttpContext context, Viewers viewers, ConsentConnecting consents, CancellationToken cancellationToken)
    {
        // The code in this address is of use to nobody else, and goes nowhere.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await viewers.FindAsync(context.User, cancellationToken) is not { } viewer)
            return SignIn();
        return Mailboxes(await consents.FinishAsync(viewer, new ConsentAnswer(state, code, iss, error) { Browser = ConsentCookie.Find(context) }, cancellationToken));
    }

    private static RedirectHttpResult SignIn() => TypedResults.LocalRedirect("~/sign-in?returnUrl=" + Uri.EscapeDataString(Page));

    private static RedirectHttpResult Mailboxes(ConsentResult result)
    {
        var query = new QueryString().Add("consent", result.Outcome.ToString());
        if (result.Provider is { } provider)
            query = query.Add("provider", provider.ToString());
        foreach (var missing in result.MissingPermissions)
            query = query.Add("missing", missing);
        return TypedResults.LocalRedirect("~" + Page + query);
    }
}
