using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Links;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>Conversations that others share, and asking for more.</summary>
[Sees(Sight.SharedMail)]
internal static class SharedMailEndpoints
{
    private static readonly (string Path, string What, RecordKind Kind)[] Kinds =
        [("contacts", "contact", RecordKind.Contact), ("companies", "company", RecordKind.Company), ("leads", "lead", RecordKind.Lead), ("deals", "deal", RecordKind.Deal)];

    public static void MapSharedMail(this RouteGroupBuilder api)
    {
        api.MapGet("/shared/search", SearchAsync).WithSummary("Conversations that others share and a search finds, newest first, page by page.");
        api.MapGet("/shared/{id}", OpenAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("A conversation that somebody else shares, as far as they do.");
        api.MapPost("/shared/{id}/access", AskAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Ask its owner to be shown all of it.");
        api.MapGet("/access-requests", ListAsync).WithSummary("Who asks to be shown one's conversations.");
        api.MapPost("/access-requests/{id}", AnswerAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Grant or refuse.");
    }

    public static void MapRecordSharing(this RouteGroupBuilder api)
    {
        foreach (var (path, what, kind) in Kinds)
        {
            var records = api.MapGroup($"/{path}/{{id}}").WithTags("Sharing");
            records.MapGet("/sharing", (string id, ApiViewer viewer, RecordSharing sharing, CancellationToken cancellationToken) => FindAsync(Of(kind, id), what, viewer, sharing, cancellationToken))
                .ProducesProblem(StatusCodes.Status404NotFound).WithSummary($"How much others see at most of the emails of a {what}.");
            records.MapPut("/sharing", (string id, RecordSharingBody body, ApiViewer viewer, RecordSharing sharing, CancellationToken cancellationToken) => SetAsync(Of(kind, id), what, body, viewer, sharing, cancellationToken))
                .ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Change that.");
            records.MapPost("/access", (string id, AccessBody? body, ApiViewer viewer, AccessRequests requests, CancellationToken cancellationToken) => AskAtRecordAsync(Of(kind, id), what, body, viewer, requests, cancellationToken))
                .ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Ask to be shown what is hidden of it.");
        }
    }

    private static async Task<Results<Ok<SharedSearchPage>, ValidationProblem, ProblemHttpResult>> SearchAsync(
        ApiViewer viewer, SharedMailSearch search, CancellationToken cancellationToken, [FromQuery] string? q = null, [FromQuery] string? cursor = null, [FromQuery] int pageSize = SharedSearchPage.DefaultSize)
    {
        if (pageSize is < 1 or > SharedMailSearch.MaxCount)
            return Problems.Field("pageSize", $"Ask for 1 to {SharedMailSearch.MaxCount} conversations.");
        var offset = 0;
        if (!string.IsNullOrEmpty(cursor) && !(int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out offset) && offset <= SharedMailSearch.MostLookedAt))
            return Problems.Field("cursor", "This cursor does not belong to this list. Begin again without it.");
        return TypedResults.Ok(SharedSearchPage.Of(await search.FindAsync(viewer, q, offset, pageSize, cancellationToken), offset));
    }

    private static async Task<Results<Ok<SharedThreadAnswer>, ProblemHttpResult>> OpenAsync(string id, ApiViewer viewer, SharedThreads threads, CancellationToken cancellationToken) =>
        await threads.OpenAsync(viewer, ApiIds.Parse(id) ?? -1, cancellationToken) is { } thread ? TypedResults.Ok(SharedThreadAnswer.Of(thread)) : Problems.NotFound("conversation");

    private static async Task<Results<Accepted, ProblemHttpResult>> AskAsync(string id, AccessBody? body, ApiViewer viewer, AccessRequests requests, CancellationToken cancellationToken) =>
        await requests.AskForThreadAsync(viewer, ApiIds.Parse(id) ?? -1, body?.Note, cancellationToken) ? TypedResults.Accepted((string?)null) : Problems.NotFound("conversation");

    private static async Task<Ok<AccessRequestAnswer[]>> ListAsync(ApiViewer viewer, AccessRequests requests, CancellationToken cancellationToken) =>
        TypedResults.Ok((await requests.ListAsync(viewer, cancellationToken)).Select(AccessRequestAnswer.Of).ToArray());

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(string id, AccessDecisionBody body, ApiViewer viewer, AccessRequests requests, CancellationToken cancellationToken) =>
        await requests.AnswerAsync(viewer, ApiIds.Parse(id) ?? -1, body.Granted, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("request");

    private static RecordReference Of(RecordKind kind, string id) => new(kind, ApiIds.Parse(id) ?? -1);

    private static async Task<Results<Ok<RecordSharingBody>, ProblemHttpResult>> FindAsync(RecordReference record, string what, ApiViewer viewer, RecordSharing sharing, CancellationToken cancellationToken) =>
        await sharing.FindAsync(viewer, record, cancellationToken) is var (level, _) ? TypedResults.Ok(new RecordSharingBody { Level = level }) : Problems.NotFound(what);

    private static async Task<Results<Ok<RecordSharingBody>, ProblemHttpResult>> SetAsync(
        RecordReference record, string what, RecordSharingBody body, ApiViewer viewer, RecordSharing sharing, CancellationToken cancellationToken) =>
        await sharing.SetAsync(viewer, record, body.Level, cancellationToken) == ShareOutcome.Done ? TypedResults.Ok(body) : Problems.NotFound(what);

    private static async Task<Results<Accepted, ProblemHttpResult>> AskAtRecordAsync(
        RecordReference record, string what, AccessBody? body, ApiViewer viewer, AccessRequests requests, CancellationToken cancellationToken) =>
        await requests.AskForRecordAsync(viewer, record, body?.Note, cancellationToken) ? TypedResults.Accepted((string?)null) : Problems.NotFound(what);
}
