using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Outbox;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>Drafts that are shared with colleagues, by whom they are shared and with whom.</summary>
[Sees(Sight.SharedMail)]
internal static class SharedDraftEndpoints
{
    public static void MapSharedDrafts(this RouteGroupBuilder api)
    {
        api.MapGet("/drafts/{id:guid}/shares", ReadersAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Colleagues, and which of them have the draft.");
        api.MapPut("/drafts/{id:guid}/shares", ShareAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem()
            .WithSummary("Share a draft with these colleagues and nobody else.");
        api.MapGet("/shared-drafts", ListAsync).WithSummary("Drafts that colleagues share with you, the one saved last first.");
        api.MapGet("/shared-drafts/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One of them.");
        api.MapPut("/shared-drafts/{id}", SaveAsync).WithMetadata(new RequestSizeLimitAttribute(ApiLimits.SendBody))
            .Produces<SharedDraftConflict>(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem()
            .WithSummary("Change its subject and text. 409 gives what was stored meanwhile.");
    }

    private static async Task<Results<Ok<DraftReaderAnswer[]>, ProblemHttpResult>> ReadersAsync(Guid id, ApiViewer viewer, DraftSharing sharing, CancellationToken cancellationToken) =>
        await sharing.FindAsync(viewer, id, cancellationToken) is { } readers
            ? TypedResults.Ok(readers.Select(r => new DraftReaderAnswer(ApiIds.Text(r.Id), r.Name, r.IsChosen)).ToArray())
            : Problems.NotFound("draft");

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ShareAsync(
        Guid id, DraftSharesBody body, ApiViewer viewer, DraftSharing sharing, CancellationToken cancellationToken)
    {
        var people = (body.PersonIds ?? []).Select(ApiIds.Parse).ToList();
        if (people.Count > DraftSharesBody.Most || people.Contains(null))
            return Problems.Field("personIds", $"Name at most {DraftSharesBody.Most} colleagues by their ids; GET gives them.");
        return await sharing.SetAsync(viewer, id, [.. people.OfType<long>()], cancellationToken) switch
        {
            ShareOutcome.Done => TypedResults.NoContent(),
            ShareOutcome.OutsideLimits => Problems.Field("personIds", "This draft cannot be shared: the workspace does not let texts be shared, or somebody takes part whose mail is never shared."),
            _ => Problems.NotFound("draft or colleague"),
        };
    }

    private static async Task<Ok<SharedDraftAnswer[]>> ListAsync(ApiViewer viewer, SharedDrafts drafts, CancellationToken cancellationToken) =>
        TypedResults.Ok((await drafts.ListAsync(viewer, cancellationToken)).Select(SharedDraftAnswer.Of).ToArray());

    private static async Task<Results<Ok<SharedDraftAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, SharedDrafts drafts, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } known && await drafts.FindAsync(viewer, known, cancellationToken) is { } draft ? TypedResults.Ok(SharedDraftAnswer.Of(draft)) : Problems.NotFound("draft");

    private static async Task<Results<Ok<DraftSavedAnswer>, Conflict<SharedDraftConflict>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        string id, SharedDraftBody body, ApiViewer viewer, SharedDrafts drafts, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } known)
            return Problems.NotFound("draft");
        var saved = await drafts.SaveAsync(viewer, known, body.BaseRevision, body.Subject ?? "", body.Html ?? "", body.Text ?? "", cancellationToken);
        if (saved.Errors.Count > 0)
            return Problems.Fields(saved.Errors);
        if (saved.Current is not { } current)
            return Problems.NotFound("draft");
        return saved.IsConflict
            ? TypedResults.Conflict(new SharedDraftConflict(SharedDraftAnswer.Of(current), current.Revision))
            : TypedResults.Ok(new DraftSavedAnswer(ApiIds.Text(current.Id), current.Revision, current.SavedAt));
    }
}
