using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Api;

/// <summary>The deals of the workspace.</summary>
[Sees(Sight.Records)]
internal static class DealEndpoints
{
    private const string Path = "/api/deals";

    public static void MapDeals(this RouteGroupBuilder api)
    {
        var deals = api.MapGroup("/deals").WithTags("Deals");
        deals.MapGet("", ListAsync).WithSummary("The deals, page by page.");
        deals.MapPost("", AddAsync).WithSummary("Add a deal.");
        deals.MapGet("/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One deal.");
        deals.MapPut("/{id}", ChangeAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Change a deal that was read with its version.");
        deals.MapDelete("/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete a deal; it can be restored.");
        deals.MapPost("/{id}/restore", RestoreAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take deleting a deal back.");
        deals.MapPut("/{id}/stage", MoveAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Move a deal to a stage, or within one.");
        api.MapGet("/pipelines/{id}/deals", BoardAsync).WithTags("Deals").WithSummary("The deals of a pipeline in the order of its board, at most 2,000.");
        api.MapGet("/pipelines", PipelinesAsync).WithTags("Deals").WithSummary("The pipelines and their stages.");
    }

    private static async Task<Results<Ok<RecordList<DealAnswer>>, ValidationProblem>> ListAsync(
        [AsParameters] RecordListParameters parameters, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken, [FromQuery] string? stageId = null) =>
        parameters.Read(out var query) is { } mistake ? mistake : RecordAnswers.Page(await deals.ListAsync(viewer, query, RecordAnswers.Reference(stageId), cancellationToken), DealAnswer.Of);

    private static async Task<Results<Created<DealAnswer>, ValidationProblem>> AddAsync(DealBody body, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken) =>
        RecordAnswers.Added(await deals.SaveAsync(viewer, null, 0, body.ToContent(), cancellationToken), Path, DealAnswer.Of);

    private static async Task<Results<Ok<DealAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key && await deals.FindAsync(viewer, key, cancellationToken) is { } found ? TypedResults.Ok(DealAnswer.Of(found)) : Problems.NotFound("deal");

    private static async Task<Results<Ok<DealAnswer>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, DealBody body, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key
            ? RecordAnswers.Change(await deals.SaveAsync(viewer, key, body.Version, body.ToContent(), cancellationToken), "deal", DealAnswer.Of)
            : Problems.NotFound("deal");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken) =>
        RecordAnswers.Deleted(ApiIds.Parse(id) is { } key && await deals.DeleteAsync(viewer, key, cancellationToken), "deal");

    private static async Task<Results<Ok<DealAnswer>, ValidationProblem, ProblemHttpResult>> RestoreAsync(
        string id, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? RecordAnswers.Change(await deals.RestoreAsync(viewer, key, cancellationToken), "deal", DealAnswer.Of) : Problems.NotFound("deal");

    private static async Task<Results<Ok<DealAnswer>, ProblemHttpResult>> MoveAsync(string id, DealMoveBody body, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key && ApiIds.Parse(body.StageId) is { } stage
            && await deals.MoveAsync(viewer, key, stage, RecordAnswers.Reference(body.BeforeId), cancellationToken) is { } moved
            ? TypedResults.Ok(DealAnswer.Of(moved))
            : Problems.NotFound("deal or stage");

    private static async Task<Results<Ok<DealAnswer[]>, ValidationProblem>> BoardAsync(
        string id, [AsParameters] RecordListParameters parameters, ApiViewer viewer, DealRecords deals, CancellationToken cancellationToken) =>
        parameters.Read(out var query) is { } mistake
            ? mistake
            : TypedResults.Ok((await deals.BoardAsync(viewer, RecordAnswers.Reference(id)!.Value, query, cancellationToken)).Select(DealAnswer.Of).ToArray());

    private static async Task<Ok<PipelineAnswer[]>> PipelinesAsync(ApiViewer viewer, Pipelines pipelines, CancellationToken cancellationToken) =>
        TypedResults.Ok((await pipelines.ListAsync(viewer, cancellationToken))
            .Select(p => new PipelineAnswer(ApiIds.Text(p.Id), p.Name, [.. p.Stages.Select(s => new StageAnswer(ApiIds.Text(s.Id), s.Name, s.Probability, s.Kind))])).ToArray());
}
