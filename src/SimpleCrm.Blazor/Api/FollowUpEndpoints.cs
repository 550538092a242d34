using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.FollowUp;

namespace SimpleCrm.Blazor.Api;

/// <summary>Conversations that are put off, and reminders.</summary>
[Sees(Sight.OwnMail)]
internal static class FollowUpEndpoints
{
    public static void MapFollowUp(this RouteGroupBuilder api)
    {
        api.MapPost("/snooze", SnoozeAsync).ProducesValidationProblem()
            .WithSummary("Take conversations out of the Inbox until a time, or until somebody writes; without a time, bring them back.");
        api.MapPost("/reminders", RemindAsync).ProducesValidationProblem()
            .WithSummary("Bring conversations back to the Inbox at a time unless somebody has answered; without a time, take that back.");
    }

    private static Task<Results<Ok<FollowUpAnswer>, ValidationProblem>> SnoozeAsync(
        FollowUpBody body, ApiViewer viewer, FollowUps followUps, TimeProvider time, CancellationToken cancellationToken) =>
        RunAsync(body, viewer, time, (v, ids) => body.At is { } until ? followUps.SnoozeAsync(v, ids, until, cancellationToken) : followUps.UnsnoozeAsync(v, ids, cancellationToken));

    private static Task<Results<Ok<FollowUpAnswer>, ValidationProblem>> RemindAsync(
        FollowUpBody body, ApiViewer viewer, FollowUps followUps, TimeProvider time, CancellationToken cancellationToken) =>
        RunAsync(body, viewer, time, (v, ids) => followUps.RemindAsync(v, ids, body.At, cancellationToken));

    private static async Task<Results<Ok<FollowUpAnswer>, ValidationProblem>> RunAsync(
        FollowUpBody body, Viewer viewer, TimeProvider time, Func<Viewer, IReadOnlyList<long>, Task<int>> change)
    {
        var ids = (body.ThreadIds ?? []).Select(ApiIds.Parse).ToList();
        if (ids.Count is 0 or > FollowUps.MostThreads || ids.Contains(null))
            return Problems.Field("threadIds", $"Give the ids of 1 to {FollowUps.MostThreads} conversations.");
        var now = time.GetUtcNow();
        if (body.At is { } at && (at <= now || at > now + FollowUps.Furthest))
            return Problems.Field("at", "The time must be within the next year.");
        return TypedResults.Ok(new FollowUpAnswer(await change(viewer, [.. ids.OfType<long>()])));
    }
}
