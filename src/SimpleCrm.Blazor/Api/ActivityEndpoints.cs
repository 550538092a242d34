using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Api;

/// <summary>What happened with customers, and what people log of it.</summary>
[Sees(Sight.Records, Sight.SharedMail)]
internal static class ActivityEndpoints
{
    public static void MapActivities(this RouteGroupBuilder api)
    {
        var activities = api.MapGroup("/activities").WithTags("Activities");
        activities.MapGet("", ListAsync).WithSummary("One's own activities, or another person's, newest first and page by page.");
        activities.MapPost("", AddAsync).WithSummary("Log a call, a meeting, a note or a task.");
        activities.MapGet("/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One activity.");
        activities.MapPut("/{id}", ChangeAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Change what was logged and read with its version.");
        activities.MapDelete("/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete what was logged.");
    }

    private static async Task<Results<Ok<TimelineAnswer>, ValidationProblem, ProblemHttpResult>> ListAsync(
        [AsParameters] TimelineParameters parameters, ApiViewer viewer, Timelines timelines, CancellationToken cancellationToken) =>
        parameters.Read(out var query) is { } mistake ? mistake : TimelineAnswer.Of(await timelines.ReadPersonAsync(viewer, query, cancellationToken), "activity");

    private static async Task<Results<Created<ActivityAnswer>, ValidationProblem>> AddAsync(ActivityBody body, ApiViewer viewer, ActivityLog log, CancellationToken cancellationToken)
    {
        var outcome = await log.SaveAsync(viewer, null, 0, body.ToContent(), cancellationToken);
        return outcome.Stored is { } stored ? TypedResults.Created($"/api/activities/{ApiIds.Text(stored.Id)}", ActivityAnswer.Of(stored)) : Problems.Fields(outcome.Errors);
    }

    private static async Task<Results<Ok<ActivityAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, ActivityLog log, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key && await log.FindAsync(viewer, key, cancellationToken) is { } found ? TypedResults.Ok(ActivityAnswer.Of(found)) : Problems.NotFound("activity");

    private static async Task<Results<Ok<ActivityAnswer>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, ActivityBody body, ApiViewer viewer, ActivityLog log, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key
            ? RecordAnswers.Change(await log.SaveAsync(viewer, key, body.Version, body.ToContent(), cancellationToken), "activity", ActivityAnswer.Of)
            : Problems.NotFound("activity");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, ActivityLog log, CancellationToken cancellationToken) =>
        RecordAnswers.Deleted(ApiIds.Parse(id) is { } key && await log.DeleteAsync(viewer, key, cancellationToken) is not null, "activity");
}
