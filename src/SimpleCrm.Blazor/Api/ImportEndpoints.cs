using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Exporting;
using SimpleCrm.Importing;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>Imports of contacts, companies and leads.</summary>
[Sees(Sight.Records)]
internal static class ImportEndpoints
{
    public static void MapImports(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports.MapGet("", ListAsync).WithSummary("Your imports, the last one first.");
        imports.MapPost("", StartAsync).WithMetadata(new RequestSizeLimitAttribute(ImportLimits.FileBytes + ApiLimits.Body)).Accepts<Stream>("text/csv", "text/vcard").WithSummary("Send a file as the body; kind is contact, company or lead.");
        imports.MapGet("/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("How far an import is.");
        imports.MapPut("/{id}/mapping", MapAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Say what the columns are.");
        imports.MapPost("/{id}/check", CheckAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("What the import would do; nothing is stored.");
        imports.MapPost("/{id}/run", RunAsync).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Begin, in the background.");
        imports.MapPost("/{id}/cancel", CancelAsync).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Stop; what was taken in stays.");
        imports.MapPost("/{id}/undo", UndoAsync).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Take an import back, in the background.");
        imports.MapGet("/{id}/problems.csv", ProblemsAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The rows that could not be taken in.");
    }

    private static async Task<Ok<ImportAnswer[]>> ListAsync(ApiViewer viewer, Imports imports, CancellationToken cancellationToken) =>
        TypedResults.Ok((await imports.ListAsync(viewer, cancellationToken)).Select(ImportAnswer.Of).ToArray());

    private static async Task<Results<Created<ImportAnswer>, ValidationProblem>> StartAsync(
        [FromQuery] string? kind, [FromQuery] string? fileName, HttpRequest request, ApiViewer viewer, Imports imports, CancellationToken cancellationToken)
    {
        RecordKind? wanted = kind switch { "contact" => RecordKind.Contact, "company" => RecordKind.Company, "lead" => RecordKind.Lead, _ => null };
        if (wanted is not { } record)
            return Problems.Field("kind", "Import contacts, companies or leads: kind is contact, company or lead.");
        var start = await imports.StartAsync(viewer, record, fileName ?? "", request.Body, cancellationToken);
        return start.Import is { } import ? TypedResults.Created($"/api/imports/{ApiIds.Text(import.Id)}", ImportAnswer.Of(import)) : Problems.Field("body", start.Refusal!);
    }

    private static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, Imports imports, CancellationToken cancellationToken) =>
        await OfAsync(id, viewer, imports, cancellationToken) is { } import ? TypedResults.Ok(ImportAnswer.Of(import)) : Problems.NotFound("import");

    private static async Task<Results<Ok<ImportAnswer>, ValidationProblem, ProblemHttpResult>> MapAsync(string id, ImportMappingBody body, ApiViewer viewer, Imports imports, CancellationToken cancellationToken)
    {
        if (await OfAsync(id, viewer, imports, cancellationToken) is not { } import)
            return Problems.NotFound("import");
        return await imports.MapAsync(viewer, import.Id, body.Mapping ?? [], body.UpdatesExisting, cancellationToken) is { } refusal
            ? Problems.Field("mapping", refusal)
            : TypedResults.Ok(ImportAnswer.Of((await imports.FindAsync(viewer, import.Id, cancellationToken))!));
    }

    private static async Task<Results<Ok<ImportCheck>, ProblemHttpResult>> CheckAsync(string id, ApiViewer viewer, ImportRunning running, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key && await running.CheckAsync(viewer, key, cancellationToken) is { } check ? TypedResults.Ok(check) : Problems.NotFound("import that waits");

    private static Task<Results<Accepted, ProblemHttpResult>> RunAsync(string id, ApiViewer viewer, Imports imports, CancellationToken cancellationToken) =>
        ActAsync(ApiIds.Parse(id) is { } key ? imports.RunAsync(viewer, key, cancellationToken) : Task.FromResult(false), "This import has begun already.");

    private static Task<Results<Accepted, ProblemHttpResult>> CancelAsync(string id, ApiViewer viewer, Imports imports, CancellationToken cancellationToken) =>
        ActAsync(ApiIds.Parse(id) is { } key ? imports.CancelAsync(viewer, key, cancellationToken) : Task.FromResult(false), "This import has ended already.");

    private static Task<Results<Accepted, ProblemHttpResult>> UndoAsync(string id, ApiViewer viewer, Imports imports, CancellationToken cancellationToken) =>
        ActAsync(ApiIds.Parse(id) is { } key ? imports.UndoAsync(viewer, key, cancellationToken) : Task.FromResult(false), $"Imports that have ended can be undone, for {Imports.UndoTime.Days} days.");

    private static async Task<Results<Accepted, ProblemHttpResult>> ActAsync(Task<bool> act, string refusal) => await act ? TypedResults.Accepted((string?)null) : Problems.Conflict(refusal);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ProblemsAsync(string id, ApiViewer viewer, Imports imports, CancellationToken cancellationToken)
    {
        if (await OfAsync(id, viewer, imports, cancellationToken) is not { } import)
            return Problems.NotFound("import");
        return TypedResults.Stream(async output =>
        {
            await using var writer = new StreamWriter(output, new UTF8Encoding(true), leaveOpen: true);
            await CsvTable.WriteProblemsAsync(writer, import.Columns, imports.ProblemsAsync(viewer, import.Id, cancellationToken), cancellationToken);
        }, "text/csv; charset=utf-8", "problems.csv");
    }

    private static async Task<ImportView?> OfAsync(string id, ApiViewer viewer, Imports imports, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? await imports.FindAsync(viewer, key, cancellationToken) : null;
}
