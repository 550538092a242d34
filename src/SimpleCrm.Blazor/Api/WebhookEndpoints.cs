using System.Net;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Blazor.Api;

/// <summary>Where providers call when a mailbox changes. Stored and answered at once; judged afterwards.</summary>
internal static class WebhookEndpoints
{
    public const string Path = "/api/email/webhooks";
    private const int MaxToken = 2048;

    public static void MapWebhooks(this WebApplication app) =>
        app.MapPost(Path + "/{provider}", TakeAsync).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(WebhookDelivery.MaxBody))
            .WithTags("Email").WithSummary("Gmail (Pub/Sub push) and Outlook (Microsoft Graph) notifications.");

    private static async Task<IResult> TakeAsync(string provider, HttpRequest request, WebhookIntake intake, CancellationToken cancellationToken)
    {
        MailProvider? kind = provider switch { "gmail" => MailProvider.Gmail, "outlook" => MailProvider.Outlook, _ => null };
        if (kind is null)
            return Problems.NotFound("webhook");
        // Graph proves that the address is ours by having it repeat a token; as text that no browser takes for a page.
        if (kind == MailProvider.Outlook && request.Query["validationToken"].ToString() is { Length: > 0 and <= MaxToken } token)
            return TypedResults.Text(WebUtility.HtmlEncode(token), "text/plain");
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length > WebhookDelivery.MaxAuthorization)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return await intake.TakeAsync(kind.Value, body.ToArray(), authorization.Length == 0 ? null : authorization, cancellationToken)
            ? TypedResults.Accepted((string?)null)
            : Problems.Unavailable("Too many notifications wait. Send it again later.");
    }
}
