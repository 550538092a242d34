using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>What is being written.</summary>
[Sees(Sight.OwnMail)]
internal static class DraftEndpoints
{
    // Sends name the fields of a request; a draft has its own names for two of them.
    private static readonly Dictionary<string, string> FieldNames = new()
    {
        ["bodyHtml"] = "html",
        ["bodyText"] = "text",
        ["attachments"] = "attachmentIds",
        ["undoWindow"] = "undoSeconds",
    };

    public static void MapDrafts(this RouteGroupBuilder api)
    {
        api.MapPut("/drafts/{id:guid}", SaveAsync).WithMetadata(new RequestSizeLimitAttribute(ApiLimits.SendBody))
            .Produces<DraftConflict>(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem()
            .WithSummary("Save a draft under an id of your own; baseRevision 0 makes it. 409 gives the draft that was stored meanwhile.");
        api.MapGet("/drafts", ListAsync).WithSummary("Drafts, the one saved last first.");
        api.MapGet("/drafts/{id:guid}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("A draft as it was saved last.");
        api.MapDelete("/drafts/{id:guid}", DiscardAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Discard a draft, here and at the provider.");
        api.MapPost("/drafts/from/{emailId}", OpenAsync).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The draft behind an email in the Drafts folder, also one that another mail program left there.");
        api.MapPost("/drafts/{id:guid}/send", SendAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesValidationProblem()
            .WithSummary("Send a draft as it was saved last, now or at a time.");
    }

    private static async Task<Results<Ok<DraftSavedAnswer>, Conflict<DraftConflict>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        Guid id, DraftBody body, ApiViewer viewer, Drafts drafts, CancellationToken cancellationToken)
    {
        if (body.Mistakes() is { Count: > 0 } mistakes)
            return Problems.Fields(mistakes);
        var saved = await drafts.SaveAsync(viewer, id, body.BaseRevision, ApiIds.Parse(body.MailboxId)!.Value, body.ToContent(), cancellationToken);
        if (saved.Errors.Count > 0)
            return Problems.Fields(saved.Errors);
        if (saved.Current is not { } current)
            return Problems.NotFound("draft");
        return saved.IsConflict
            ? TypedResults.Conflict(new DraftConflict(DraftAnswer.Of(current), current.Revision))
            : TypedResults.Ok(new DraftSavedAnswer(current.Id, current.Revision, current.SavedAt));
    }

    private static async Task<Ok<DraftAnswer[]>> ListAsync(ApiViewer viewer, Drafts drafts, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        TypedResults.Ok((await drafts.ListAsync(viewer, skip, take, cancellationToken)).Select(DraftAnswer.Of).ToArray());

    private static async Task<Results<Ok<DraftAnswer>, ProblemHttpResult>> FindAsync(Guid id, ApiViewer viewer, Drafts drafts, CancellationToken cancellationToken) =>
        await drafts.FindAsync(viewer, id, cancellationToken) is { } draft
            ? TypedResults.Ok(DraftAnswer.Of(draft) with { Attachments = await drafts.FilesAsync(viewer, draft, cancellationToken) })
            : Problems.NotFound("draft");

    private static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(Guid id, ApiViewer viewer, Drafts drafts, CancellationToken cancellationToken) =>
        await drafts.DiscardAsync(viewer, id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("draft");

    private static async Task<Results<Ok<DraftAnswer>, ProblemHttpResult>> OpenAsync(string emailId, ApiViewer viewer, Drafts drafts, CancellationToken cancellationToken) =>
        ApiIds.Parse(emailId) is { } known && await drafts.OpenAsync(viewer, known, cancellationToken) is { } draft
            ? TypedResults.Ok(DraftAnswer.Of(draft))
            : Problems.NotFound("draft");

    private static async Task<Results<Accepted<DraftSentAnswer>, ValidationProblem, ProblemHttpResult>> SendAsync(
        Guid id, DraftSendBody body, ApiViewer viewer, DraftSending sending, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CancellationToken cancellationToken)
    {
        if (body.Revision is null)
            return Problems.Field("revision", "Say which revision is to be sent: the one the last save answered with.");
        if (await sending.SendAsync(viewer, id, body.ToOrder(idempotencyKey), cancellationToken) is not { } receipt)
            return Problems.NotFound("draft");
        if (receipt.IsConflict)
            return Problems.Conflict("Another revision is stored, or this Idempotency-Key was used for another sending. Read the draft again, then send it with a new key.");
        if (!receipt.IsAccepted)
            return Problems.Fields(receipt.Errors.ToDictionary(e => FieldNames.GetValueOrDefault(e.Key, e.Key), e => e.Value));
        var outgoing = ApiIds.Text(receipt.Id);
        return TypedResults.Accepted($"/api/email/outbox/{outgoing}",
            new DraftSentAnswer(outgoing, receipt.State, receipt.DueAt.Year == DateTime.MaxValue.Year ? null : receipt.DueAt));
    }
}
