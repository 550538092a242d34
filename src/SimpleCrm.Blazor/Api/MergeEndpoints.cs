using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Api;

/// <summary>Duplicates of contacts, companies and leads, and their merging.</summary>
[Sees(Sight.Records)]
internal static class MergeEndpoints
{
    public static void MapMerging(this RouteGroupBuilder api)
    {
        foreach (var (path, kind) in new[] { ("/contacts", RecordKind.Contact), ("/companies", RecordKind.Company), ("/leads", RecordKind.Lead) })
        {
            var records = api.MapGroup(path).WithTags("Merging");
            records.MapGet("/duplicates", (ApiViewer viewer, Duplicates duplicates, CancellationToken cancellationToken, [FromQuery] string? of = null) => ListAsync(kind, of, viewer, duplicates, cancellationToken))
                .WithSummary("Pairs that may be the same, the likeliest first; of one record with \"of\".");
            records.MapPost("/{id}/distinct", (string id, DistinctBody body, ApiViewer viewer, Duplicates duplicates, CancellationToken cancellationToken) => SayDistinctAsync(kind, id, body, viewer, duplicates, cancellationToken))
                .ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Say that two records are not the same; they are not offered again.");
            records.MapPost("/{id}/merge", (string id, MergeBody body, ApiViewer viewer, RecordMerging merging, CancellationToken cancellationToken) => MergeAsync(kind, id, body, viewer, merging, cancellationToken))
                .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Merge another record into this one.");
            records.MapGet("/{id}/merges", (string id, ApiViewer viewer, RecordMerging merging, CancellationToken cancellationToken) => MergesAsync(kind, id, viewer, merging, cancellationToken))
                .WithSummary("The merges of a record that can be undone, the last one first.");
        }
        api.MapPost("/merges/{id}/undo", UndoAsync).WithTags("Merging").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Undo a merge whole.");
    }

    private static async Task<Results<Ok<DuplicateAnswer[]>, ValidationProblem>> ListAsync(RecordKind kind, string? of, ApiViewer viewer, Duplicates duplicates, CancellationToken cancellationToken) =>
        of is not null && ApiIds.Parse(of) is null
            ? Problems.Field("of", "This is not a record's id.")
            : TypedResults.Ok((await duplicates.ListAsync(viewer, kind, ApiIds.Parse(of), cancellationToken)).Select(DuplicateAnswer.Of).ToArray());

    private static async Task<Results<NoContent, ProblemHttpResult>> SayDistinctAsync(RecordKind kind, string id, DistinctBody body, ApiViewer viewer, Duplicates duplicates, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key && ApiIds.Parse(body.OtherId) is { } other && await duplicates.SayDistinctAsync(viewer, kind, key, other, body.AreDistinct, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("pair of records");

    private static async Task<Results<Ok<MergeAnswer>, ValidationProblem, ProblemHttpResult>> MergeAsync(
        RecordKind kind, string id, MergeBody body, ApiViewer viewer, RecordMerging merging, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key && ApiIds.Parse(body.OtherId) is { } other
            ? Answer(await merging.MergeAsync(viewer, kind, key, new MergeRequest(other, body.Version, body.OtherVersion, body.FromOther ?? []), cancellationToken))
            : Problems.NotFound("pair of records");

    private static async Task<Ok<MergeAnswer[]>> MergesAsync(RecordKind kind, string id, ApiViewer viewer, RecordMerging merging, CancellationToken cancellationToken) =>
        TypedResults.Ok(ApiIds.Parse(id) is { } key ? (await merging.ListAsync(viewer, kind, key, cancellationToken)).Select(MergeAnswer.Of).ToArray() : []);

    private static async Task<Results<Ok<MergeAnswer>, ValidationProblem, ProblemHttpResult>> UndoAsync(string id, ApiViewer viewer, RecordMerging merging, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? Answer(await merging.UndoAsync(viewer, key, cancellationToken)) : Problems.NotFound("merge");

    private static Results<Ok<MergeAnswer>, ValidationProblem, ProblemHttpResult> Answer(MergeOutcome outcome)
    {
        if (outcome.Merge is { } merge)
            return TypedResults.Ok(MergeAnswer.Of(merge));
        if (outcome.Errors.Count > 0)
            return Problems.Fields(outcome.Errors);
        return outcome.IsChanged
            ? Problems.Conflict("Somebody changed one of the two records meanwhile. Read both again, and send the merge with their versions.")
            : Problems.NotFound("merge or record");
    }
}
