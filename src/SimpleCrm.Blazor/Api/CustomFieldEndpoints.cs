using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.CustomFields;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>The custom fields of records: everybody reads them, admins change them.</summary>
[Sees(Sight.Records)]
internal static class CustomFieldEndpoints
{
    public static void MapCustomFields(this RouteGroupBuilder api)
    {
        var fields = api.MapGroup("/custom-fields").WithTags("Custom fields");
        fields.MapGet("", ListAsync).WithSummary("The custom fields of a kind of records: contact, company, lead or deal.");
        fields.MapPost("", AddAsync).RequireAuthorization(Policies.Admin).WithSummary("Add a custom field.");
        fields.MapPut("/{id}", ChangeAsync).RequireAuthorization(Policies.Admin).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Change a custom field; its kind, key and type stay.");
        fields.MapPost("/{id}/archive", (string id, ApiViewer viewer, CustomFieldSettings settings, CancellationToken cancellationToken) => ArchiveAsync(id, viewer, settings, true, cancellationToken))
            .RequireAuthorization(Policies.Admin).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take a custom field out of use; its values stay.");
        fields.MapPost("/{id}/restore", (string id, ApiViewer viewer, CustomFieldSettings settings, CancellationToken cancellationToken) => ArchiveAsync(id, viewer, settings, false, cancellationToken))
            .RequireAuthorization(Policies.Admin).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Bring an archived custom field back.");
    }

    private static async Task<Results<Ok<CustomFieldAnswer[]>, ValidationProblem>> ListAsync(
        [FromQuery] string? kind, [FromQuery] bool? archived, ApiViewer viewer, CustomFieldSettings settings, CancellationToken cancellationToken) =>
        Enum.TryParse<RecordKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? TypedResults.Ok((await settings.ListAsync(viewer, known, archived == true, cancellationToken)).Select(CustomFieldAnswer.Of).ToArray())
            : Problems.Field("kind", "Ask for contact, company, lead or deal.");

    private static async Task<Results<Created<CustomFieldAnswer>, ValidationProblem>> AddAsync(CustomFieldBody body, ApiViewer viewer, CustomFieldSettings settings, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<RecordKind>(body.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return Problems.Field("kind", "Name the kind: contact, company, lead or deal.");
        var outcome = await settings.SaveAsync(viewer, null, kind, body.ToContent(), cancellationToken);
        return outcome.Field is { } field ? TypedResults.Created((string?)null, CustomFieldAnswer.Of(field)) : Problems.Fields(outcome.Errors);
    }

    private static async Task<Results<Ok<CustomFieldAnswer>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, CustomFieldBody body, ApiViewer viewer, CustomFieldSettings settings, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? Changed(await settings.SaveAsync(viewer, key, default, body.ToContent(), cancellationToken)) : Problems.NotFound("custom field");

    private static async Task<Results<Ok<CustomFieldAnswer>, ValidationProblem, ProblemHttpResult>> ArchiveAsync(
        string id, ApiViewer viewer, CustomFieldSettings settings, bool isArchived, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? Changed(await settings.ArchiveAsync(viewer, key, isArchived, cancellationToken)) : Problems.NotFound("custom field");

    private static Results<Ok<CustomFieldAnswer>, ValidationProblem, ProblemHttpResult> Changed(CustomFieldOutcome outcome) => outcome switch
    {
        { Field: { } field } => TypedResults.Ok(CustomFieldAnswer.Of(field)),
        { Errors.Count: > 0 } => Problems.Fields(outcome.Errors),
        _ => Problems.NotFound("custom field"),
    };
}
