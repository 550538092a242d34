using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Api;

/// <summary>The companies of the workspace.</summary>
[Sees(Sight.Records)]
internal static class CompanyEndpoints
{
    private const string Path = "/api/companies";

    public static void MapCompanies(this RouteGroupBuilder api)
    {
        var companies = api.MapGroup("/companies").WithTags("Companies");
        companies.MapGet("", ListAsync).WithSummary("The companies, page by page.");
        companies.MapPost("", AddAsync).WithSummary("Add a company.");
        companies.MapGet("/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One company; for one that was merged, the record it went into.");
        companies.MapPut("/{id}", ChangeAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Change a company that was read with its version.");
        companies.MapDelete("/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete a company; it can be restored.");
        companies.MapPost("/{id}/restore", RestoreAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take deleting a company back.");
    }

    private static async Task<Results<Ok<RecordList<CompanyAnswer>>, ValidationProblem>> ListAsync(
        [AsParameters] RecordListParameters parameters, ApiViewer viewer, CompanyRecords companies, CancellationToken cancellationToken) =>
        parameters.Read(out var query) is { } mistake ? mistake : RecordAnswers.Page(await companies.ListAsync(viewer, query, cancellationToken), CompanyAnswer.Of);

    private static async Task<Results<Created<CompanyAnswer>, ValidationProblem>> AddAsync(CompanyBody body, ApiViewer viewer, CompanyRecords companies, CancellationToken cancellationToken) =>
        RecordAnswers.Added(await companies.SaveAsync(viewer, null, 0, body.ToContent(), cancellationToken), Path, CompanyAnswer.Of);

    private static async Task<Results<Ok<CompanyAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, CompanyRecords companies, RecordMerging merging, CancellationToken cancellationToken) =>
        await RecordAnswers.FindAsync(id, viewer, companies, merging, RecordKind.Company, cancellationToken) is { } found ? TypedResults.Ok(CompanyAnswer.Of(found)) : Problems.NotFound("company");

    private static async Task<Results<Ok<CompanyAnswer>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, CompanyBody body, ApiViewer viewer, CompanyRecords companies, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key
            ? RecordAnswers.Change(await companies.SaveAsync(viewer, key, body.Version, body.ToContent(), cancellationToken), "company", CompanyAnswer.Of)
            : Problems.NotFound("company");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, CompanyRecords companies, CancellationToken cancellationToken) =>
        RecordAnswers.Deleted(ApiIds.Parse(id) is { } key && await companies.DeleteAsync(viewer, key, cancellationToken), "company");

    private static async Task<Results<Ok<CompanyAnswer>, ValidationProblem, ProblemHttpResult>> RestoreAsync(
        string id, ApiViewer viewer, CompanyRecords companies, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? RecordAnswers.Change(await companies.RestoreAsync(viewer, key, cancellationToken), "company", CompanyAnswer.Of) : Problems.NotFound("company");
}
