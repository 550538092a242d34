using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>Connecting mailboxes and how they are.</summary>
[Sees(Sight.OwnMail)]
internal static class ConnectEndpoints
{
    public static void MapConnecting(this RouteGroupBuilder api)
    {
        api.MapPost("/connect", ConnectAsync).ProducesValidationProblem().WithSummary("Connect an IMAP/SMTP mailbox after logging in to both servers, or get the address of a provider's consent page.");
        api.MapPost("/sync", SyncAsync).WithSummary("Look for new mail now, in one mailbox or in all.");
        api.MapDelete("/disconnect", DisconnectAsync).WithSummary("Disconnect a mailbox, and keep or delete its emails.");
        api.MapGet("/status", StatusAsync).WithSummary("How the person's mailboxes are.");
    }

    private static async Task<Results<Created<ConnectAnswer>, Ok<ConsentStart>, ValidationProblem, ProblemHttpResult>> ConnectAsync(
        ConnectBody body, ApiViewer viewer, MailboxAccounts accounts, ConsentConnecting consents, RedirectAddress redirects, HttpRequest request, CancellationToken cancellationToken)
    {
        switch (body.Provider)
        {
            case "imap":
                break;
            case "gmail" or "outlook":
                return await consents.StartAsync(viewer, body.Provider == "gmail" ? MailProvider.Gmail : MailProvider.Outlook, redirects.For(request), ConsentCookie.Give(request.HttpContext), body.Address, cancellationToken) is { } url
                    ? TypedResults.Ok(new ConsentStart(url.AbsoluteUri))
                    : Problems.Field("provider", "This provider is not configured here. Ask your administrator, or connect the account as imap with an app password.");
            default:
                return Problems.Field("provider", "Say imap, gmail or outlook.");
        }
        if (body.Mistakes() is { Count: > 0 } mistakes)
            return Problems.Fields(mistakes);
        var result = await accounts.ConnectImapAsync(viewer, body.ToAccount(), cancellationToken);
        return result.MailboxId is { } id
            ? TypedResults.Created((string?)null, new ConnectAnswer(ApiIds.Text(id)))
            : Problems.Fields(result.Faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => g.Select(f => f.Message).ToArray()));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> SyncAsync(
        [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] SyncBody? body,
        ApiViewer viewer, MailboxAccounts accounts, CancellationToken cancellationToken)
    {
        if (body?.MailboxId is not { } text)
        {
            await accounts.SyncNowAsync(viewer, null, cancellationToken);
            return TypedResults.Accepted((string?)null);
        }
        return ApiIds.Parse(text) is { } id && await accounts.SyncNowAsync(viewer, id, cancellationToken)
            ? TypedResults.Accepted((string?)null)
            : Problems.NotFound("mailbox that can be synced");
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> DisconnectAsync(
        [FromQuery] string? mailboxId, ApiViewer viewer, MailboxAccounts accounts, CancellationToken cancellationToken, [FromQuery] bool deleteEmails = false)
    {
        if (mailboxId is null)
            return Problems.Field("mailboxId", "Say which mailbox: see GET /api/email/status.");
        return ApiIds.Parse(mailboxId) is { } id && await accounts.DisconnectAsync(viewer, id, deleteEmails, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("mailbox");
    }

    private static async Task<Ok<StatusAnswer[]>> StatusAsync(ApiViewer viewer, MailboxAccounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok((await accounts.ListAsync(viewer, cancellationToken)).Select(StatusAnswer.Of).ToArray());
}
