using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Access;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>Where providers send people back after they have given or refused consent.</summary>
internal static class ConsentEndpoints
{
    // Open to all, because a person whose session has ended must be sent to a page and not to a bare refusal; nothing is done without one.
    public static void MapConsent(this WebApplication app) =>
        app.MapGet(RedirectAddress.Path, FinishAsync).AllowAnonymous().WithTags("Email").WithSummary("Return from a provider's consent page; leads to the person's mailboxes.");

    private static async Task<IResult> FinishAsync(
        [FromQuery] string? state, [FromQuery] string? code, [FromQuery] string? iss, [FromQuery] string? error,
        HttpContext context, Viewers viewers, ConsentConnecting consents, CancellationToken cancellationToken)
    {
        // The code in this address is of use to nobody else, and goes nowhere.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await viewers.FindAsync(context.User, cancellationToken) is not { } viewer)
            return TypedResults.LocalRedirect("~/sign-in?returnUrl=" + Uri.EscapeDataString("/settings/mailboxes"));
        var result = await consents.FinishAsync(viewer, new ConsentAnswer(state, code, iss, error), cancellationToken);
        var query = new QueryString().Add("consent", result.Outcome.ToString());
        if (result.Provider is { } provider)
            query = query.Add("provider", provider.ToString());
        foreach (var missing in result.MissingPermissions)
            query = query.Add("missing", missing);
        return TypedResults.LocalRedirect("~/settings/mailboxes" + query);
    }
}
