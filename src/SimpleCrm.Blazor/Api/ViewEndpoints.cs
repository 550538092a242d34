using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Links;
using SimpleCrm.Views;

namespace SimpleCrm.Blazor.Api;

/// <summary>Saved views of the lists of records.</summary>
[Sees(Sight.Records)]
internal static class ViewEndpoints
{
    public static void MapViews(this RouteGroupBuilder api)
    {
        var views = api.MapGroup("/views").WithTags("Views");
        views.MapGet("", ListAsync).ProducesValidationProblem().WithSummary("The views of a list: one's own in order, then those that are shared.");
        views.MapPost("", AddAsync).WithSummary("Save a view.");
        views.MapPut("/default", SetDefaultAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Choose the view with which one's list opens.");
        views.MapPut("/{id}", ChangeAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Change a view that was read with its version.");
        views.MapDelete("/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete a view; it can be restored for a day.");
        views.MapPost("/{id}/restore", RestoreAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take deleting a view back.");
    }

    private static async Task<Results<Ok<ViewAnswer[]>, ValidationProblem>> ListAsync([FromQuery] string? kind, ApiViewer viewer, SavedViews views, CancellationToken cancellationToken) =>
        Enum.TryParse<RecordKind>(kind, ignoreCase: true, out var list) && Enum.IsDefined(list)
            ? TypedResults.Ok((await views.ListAsync(viewer, list, cancellationToken)).Select(ViewAnswer.Of).ToArray())
            : Problems.Field("kind", "Name the kind: contact, company, lead or deal.");

    private static async Task<Results<Created<ViewAnswer>, ValidationProblem>> AddAsync(ViewBody body, ApiViewer viewer, SavedViews views, CancellationToken cancellationToken)
    {
        var outcome = await views.SaveAsync(viewer, null, 0, body.Kind, body.ToContent(), cancellationToken);
        return outcome.Stored is { } stored ? TypedResults.Created($"/api/views/{ApiIds.Text(stored.Id)}", ViewAnswer.Of(stored)) : Problems.Fields(outcome.Errors);
    }

    private static async Task<Results<Ok<ViewAnswer>, ValidationProblem, ProblemHttpResult>> ChangeAsync(string id, ViewBody body, ApiViewer viewer, SavedViews views, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key
            ? RecordAnswers.Change(await views.SaveAsync(viewer, key, body.Version, body.Kind, body.ToContent(), cancellationToken), "view", ViewAnswer.Of)
            : Problems.NotFound("view");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, SavedViews views, CancellationToken cancellationToken) =>
        RecordAnswers.Deleted(ApiIds.Parse(id) is { } key && await views.DeleteAsync(viewer, key, cancellationToken), "view");

    private static async Task<Results<Ok<ViewAnswer>, ValidationProblem, ProblemHttpResult>> RestoreAsync(string id, ApiViewer viewer, SavedViews views, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? RecordAnswers.Change(await views.RestoreAsync(viewer, key, cancellationToken), "view", ViewAnswer.Of) : Problems.NotFound("view");

    private static async Task<Results<NoContent, ProblemHttpResult>> SetDefaultAsync(DefaultViewBody body, ApiViewer viewer, SavedViews views, CancellationToken cancellationToken) =>
        await views.SetDefaultAsync(viewer, body.Kind, RecordAnswers.Reference(body.ViewId), cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("view");
}
