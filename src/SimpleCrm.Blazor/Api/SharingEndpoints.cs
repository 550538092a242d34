using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>How much of one's own mailboxes others see.</summary>
internal static class SharingEndpoints
{
    public static void MapSharing(this RouteGroupBuilder api)
    {
        api.MapGet("/mailboxes/{id}/sharing", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("How much of a mailbox's emails others see where these belong to records.");
        api.MapPut("/mailboxes/{id}/sharing", SetAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Change that.");
    }

    private static async Task<Results<Ok<SharingBody>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, MailboxSharing sharing, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } mailbox && await sharing.FindAsync(viewer, mailbox, cancellationToken) is var (level, audience)
            ? TypedResults.Ok(new SharingBody { Level = level, Audience = audience })
            : Problems.NotFound("mailbox");

    private static async Task<Results<Ok<SharingBody>, ProblemHttpResult>> SetAsync(
        string id, SharingBody body, ApiViewer viewer, MailboxSharing sharing, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } mailbox && await sharing.SetAsync(viewer, mailbox, body.Level, body.Audience, cancellationToken)
            ? TypedResults.Ok(body)
            : Problems.NotFound("mailbox");
}
