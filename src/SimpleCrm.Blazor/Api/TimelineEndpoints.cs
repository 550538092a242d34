using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Links;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Api;

/// <summary>What happened with a record, the same for all kinds.</summary>
[Sees(Sight.Records, Sight.SharedMail)]
internal static class TimelineEndpoints
{
    private static readonly (string Path, string What, RecordKind Kind)[] Kinds =
        [("contacts", "contact", RecordKind.Contact), ("companies", "company", RecordKind.Company), ("leads", "lead", RecordKind.Lead), ("deals", "deal", RecordKind.Deal)];

    public static void MapTimelines(this RouteGroupBuilder api)
    {
        foreach (var (path, what, kind) in Kinds)
        {
            var records = api.MapGroup($"/{path}/{{id}}").WithTags("Activities");
            records.MapGet("/timeline", (string id, [AsParameters] TimelineParameters parameters, ApiViewer viewer, Timelines timelines, CancellationToken cancellationToken) =>
                ReadAsync(new RecordReference(kind, ApiIds.Parse(id) ?? -1), what, parameters, viewer, timelines, cancellationToken))
                .ProducesProblem(StatusCodes.Status404NotFound).WithSummary($"What happened with a {what}, newest first and page by page.");
            records.MapGet("/old-mail", (string id, ApiViewer viewer, OldMailLinking linking, CancellationToken cancellationToken) =>
                ProgressAsync(new RecordReference(kind, ApiIds.Parse(id) ?? -1), what, viewer, linking, cancellationToken))
                .ProducesProblem(StatusCodes.Status404NotFound).WithSummary($"How far the mail that was here before has been looked through for a {what}.");
        }
    }

    private static async Task<Results<Ok<TimelineAnswer>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        RecordReference record, string what, TimelineParameters parameters, ApiViewer viewer, Timelines timelines, CancellationToken cancellationToken)
    {
        if (parameters.Read(out var query) is { } mistake)
            return mistake;
        var page = await timelines.ReadAsync(viewer, record, query, cancellationToken);
        var hidden = page is not null && string.IsNullOrEmpty(query.Cursor) ? await timelines.HiddenAsync(viewer, record, cancellationToken) : 0;
        return TimelineAnswer.Of(page, what, hidden);
    }

    private static async Task<Results<Ok<OldMailAnswer>, ProblemHttpResult>> ProgressAsync(
        RecordReference record, string what, ApiViewer viewer, OldMailLinking linking, CancellationToken cancellationToken) =>
        await linking.ProgressAsync(viewer, record, cancellationToken) is { } progress
            ? TypedResults.Ok(new OldMailAnswer(progress.IsDone, progress.Found, progress.Linked))
            : Problems.NotFound(what);
}
