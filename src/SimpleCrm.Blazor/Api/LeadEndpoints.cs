using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Api;

/// <summary>The leads of the workspace.</summary>
[Sees(Sight.Records)]
internal static class LeadEndpoints
{
    private const string Path = "/api/leads";

    public static void MapLeads(this RouteGroupBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        leads.MapGet("", ListAsync).WithSummary("The leads, page by page.");
        leads.MapPost("", AddAsync).WithSummary("Add a lead.");
        leads.MapGet("/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One lead; for one that was merged, the record it went into.");
        leads.MapPut("/{id}", ChangeAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Change a lead that was read with its version.");
        leads.MapDelete("/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete a lead; it can be restored.");
        leads.MapPost("/{id}/restore", RestoreAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take deleting a lead back.");
        leads.MapPost("/{id}/convert", ConvertAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Make a lead a contact, a company and a deal.");
    }

    private static async Task<Results<Ok<RecordList<LeadAnswer>>, ValidationProblem>> ListAsync(
        [AsParameters] RecordListParameters parameters, ApiViewer viewer, LeadRecords leads, CancellationToken cancellationToken, [FromQuery] string? status = null)
    {
        if (parameters.Read(out var query) is { } mistake)
            return mistake;
        if (status is not null && !Enum.GetNames<LeadStatus>().Contains(status, StringComparer.OrdinalIgnoreCase))
            return Problems.Field("status", "Ask for new, working, qualified, unqualified or converted leads.");
        var wanted = status is null ? (LeadStatus?)null : Enum.Parse<LeadStatus>(status, ignoreCase: true);
        return RecordAnswers.Page(await leads.ListAsync(viewer, query, wanted, cancellationToken), LeadAnswer.Of);
    }

    private static async Task<Results<Created<LeadAnswer>, ValidationProblem>> AddAsync(LeadBody body, ApiViewer viewer, LeadRecords leads, CancellationToken cancellationToken) =>
        RecordAnswers.Added(await leads.SaveAsync(viewer, null, 0, body.ToContent(), cancellationToken), Path, LeadAnswer.Of);

    private static async Task<Results<Ok<LeadAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, LeadRecords leads, RecordMerging merging, CancellationToken cancellationToken) =>
        await RecordAnswers.FindAsync(id, viewer, leads, merging, RecordKind.Lead, cancellationToken) is { } found ? TypedResults.Ok(LeadAnswer.Of(found)) : Problems.NotFound("lead");

    private static async Task<Results<Ok<LeadAnswer>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, LeadBody body, ApiViewer viewer, LeadRecords leads, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key
            ? RecordAnswers.Change(await leads.SaveAsync(viewer, key, body.Version, body.ToContent(), cancellationToken), "lead", LeadAnswer.Of)
            : Problems.NotFound("lead");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, LeadRecords leads, CancellationToken cancellationToken) =>
        RecordAnswers.Deleted(ApiIds.Parse(id) is { } key && await leads.DeleteAsync(viewer, key, cancellationToken), "lead");

    private static async Task<Results<Ok<LeadAnswer>, ValidationProblem, ProblemHttpResult>> RestoreAsync(
        string id, ApiViewer viewer, LeadRecords leads, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? RecordAnswers.Change(await leads.RestoreAsync(viewer, key, cancellationToken), "lead", LeadAnswer.Of) : Problems.NotFound("lead");

    private static async Task<Results<Ok<LeadAnswer>, ValidationProblem, ProblemHttpResult>> ConvertAsync(
        string id, LeadConversionBody body, ApiViewer viewer, LeadConversion conversion, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key
            ? RecordAnswers.Change(await conversion.ConvertAsync(viewer, key, body.Version, body.DealName, cancellationToken), "lead", LeadAnswer.Of)
            : Problems.NotFound("lead");
}
