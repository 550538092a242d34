using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>How much of one's own mailboxes and conversations others see, and what holds for the whole workspace.</summary>
[Sees(Sight.OwnMail)]
internal static class SharingEndpoints
{
    private const string Limits = "The workspace does not allow this level. GET /api/email/workspace-sharing tells which it does.";

    public static void MapSharing(this RouteGroupBuilder api)
    {
        api.MapGet("/mailboxes/{id}/sharing", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("How much of a mailbox's emails others see where these belong to records.");
        api.MapPut("/mailboxes/{id}/sharing", SetAsync).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Change that.");
        api.MapGet("/threads/{id}/sharing", ThreadAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("How one of one's conversations is shared.");
        api.MapPut("/threads/{id}/sharing", SetThreadAsync).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Share it more or less than its mailbox; without a level, as its mailbox.");
        api.MapDelete("/threads/{id}/sharing/people/{userId}", RevokeAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take back the access that a person was given.");
        api.MapGet("/protected-senders", ProtectedAsync).WithSummary("Addresses and domains whose mail is never shared.");
        api.MapPost("/protected-senders", ProtectAsync).ProducesValidationProblem().WithSummary("Add one, for one's own mailboxes or, as an admin, for all.");
        api.MapDelete("/protected-senders/{id}", UnprotectAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take one off.");
        api.MapGet("/workspace-sharing", WorkspaceAsync).WithSummary("The level of new mailboxes, and the least and the most that owners may share.");
        api.MapPut("/workspace-sharing", SetWorkspaceAsync).RequireAuthorization(Policies.Admin).ProducesValidationProblem().WithSummary("Change that; it holds at once.");
    }

    private static async Task<Results<Ok<SharingBody>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, MailboxSharing sharing, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } mailbox && await sharing.FindAsync(viewer, mailbox, cancellationToken) is var (level, audience)
            ? TypedResults.Ok(new SharingBody { Level = level, Audience = audience })
            : Problems.NotFound("mailbox");

    private static async Task<Results<Ok<SharingBody>, ValidationProblem, ProblemHttpResult>> SetAsync(
        string id, SharingBody body, ApiViewer viewer, MailboxSharing sharing, CancellationToken cancellationToken) =>
        await sharing.SetAsync(viewer, ApiIds.Parse(id) ?? -1, body.Level, body.Audience, cancellationToken) switch
        {
            ShareOutcome.Done => TypedResults.Ok(body),
            ShareOutcome.OutsideLimits => Problems.Field("level", Limits),
            _ => Problems.NotFound("mailbox"),
        };

    private static async Task<Results<Ok<ThreadSharingAnswer>, ProblemHttpResult>> ThreadAsync(string id, ApiViewer viewer, ThreadSharing sharing, CancellationToken cancellationToken) =>
        await sharing.FindAsync(viewer, ApiIds.Parse(id) ?? -1, cancellationToken) is { } view ? TypedResults.Ok(ThreadSharingAnswer.Of(view)) : Problems.NotFound("conversation");

    private static async Task<Results<Ok<ThreadSharingAnswer>, ValidationProblem, ProblemHttpResult>> SetThreadAsync(
        string id, ThreadSharingBody body, ApiViewer viewer, ThreadSharing sharing, CancellationToken cancellationToken) =>
        await sharing.SetAsync(viewer, ApiIds.Parse(id) ?? -1, body.Level, body.Audience, cancellationToken) switch
        {
            ShareOutcome.OutsideLimits => Problems.Field("level", Limits),
            ShareOutcome.Done when await sharing.FindAsync(viewer, ApiIds.Parse(id)!.Value, cancellationToken) is { } view => TypedResults.Ok(ThreadSharingAnswer.Of(view)),
            _ => Problems.NotFound("conversation"),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, string userId, ApiViewer viewer, ThreadSharing sharing, CancellationToken cancellationToken) =>
        await sharing.RevokeAsync(viewer, ApiIds.Parse(id) ?? -1, ApiIds.Parse(userId) ?? -1, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("access");

    private static async Task<Ok<ProtectedSenderAnswer[]>> ProtectedAsync(ApiViewer viewer, ProtectedSenders senders, CancellationToken cancellationToken) =>
        TypedResults.Ok((await senders.ListAsync(viewer, cancellationToken)).Select(s => new ProtectedSenderAnswer(ApiIds.Text(s.Id), s.Value, s.IsWorkspace)).ToArray());

    private static async Task<Results<NoContent, ValidationProblem>> ProtectAsync(ProtectedSenderBody body, ApiViewer viewer, ProtectedSenders senders, CancellationToken cancellationToken) =>
        await senders.AddAsync(viewer, body.Value ?? "", body.IsWorkspace, cancellationToken) is { } mistake ? Problems.Field("value", mistake) : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> UnprotectAsync(string id, ApiViewer viewer, ProtectedSenders senders, CancellationToken cancellationToken) =>
        await senders.RemoveAsync(viewer, ApiIds.Parse(id) ?? -1, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("address or domain");

    private static async Task<Ok<WorkspaceSharingBody>> WorkspaceAsync(ApiViewer viewer, WorkspaceSharing workspace, CancellationToken cancellationToken) =>
        TypedResults.Ok(WorkspaceSharingBody.Of(await workspace.GetAsync(viewer, cancellationToken)));

    private static async Task<Results<Ok<WorkspaceSharingBody>, ValidationProblem>> SetWorkspaceAsync(
        WorkspaceSharingBody body, ApiViewer viewer, WorkspaceSharing workspace, CancellationToken cancellationToken) =>
        await workspace.SetAsync(viewer, new WorkspaceShareView(body.Default, body.DefaultAudience, new SharingLimits(body.Least, body.Most)), cancellationToken) is { } mistake
            ? Problems.Field("default", mistake)
            : TypedResults.Ok(body);
}
