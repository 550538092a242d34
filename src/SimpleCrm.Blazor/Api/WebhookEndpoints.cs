using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using System.Net;

namespace SimpleCrm.Blazor.Api;

/// <summary>Where providers call when a mailbox changes. Stored and answered at once; judged afterwards.</summary>
[Sees(Sight.Nothing)]
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
        if (request.ContentLength > WebhookDelivery.MaxBody || await ReadAsync(request.Body, cancellationToken) is not { } body)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return await intake.TakeAsync(kind.Value, body, authorization.Length == 0 ? null : authorization, cancellationToken)
            ? TypedResults.Accepted((string?)null)
            : Problems.Unavailable("Too many notifications wait. Send it again later.");
    }

    /// <returns>Null when it is too long.</returns>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + read > WebhookDelivery.MaxBody)
                return null;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
