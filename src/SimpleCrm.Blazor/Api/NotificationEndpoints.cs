using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Notifications;

namespace SimpleCrm.Blazor.Api;

/// <summary>A person's notices. What one may no longer see is left out.</summary>
[Sees(Sight.SharedMail)]
internal static class NotificationEndpoints
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notices = api.MapGroup("/notifications").WithTags("Notifications");
        notices.MapGet("", ReadAsync).ProducesValidationProblem().WithSummary("One's notices, newest first.");
        notices.MapPost("/read", MarkAsync).WithSummary("Mark one, or without an id all, as read.");
        notices.MapGet("/settings", ChoicesAsync).WithSummary("What one is told, and how.");
        notices.MapPut("/settings", ChooseAsync).ProducesValidationProblem().WithSummary("Change that.");
    }

    private static async Task<Results<Ok<NotificationAnswer[]>, ValidationProblem>> ReadAsync(
        ApiViewer viewer, NotificationList list, CancellationToken cancellationToken, string? before = null, int count = 50) =>
        count is < 1 or > NotificationList.MostUnread
            ? Problems.Field("count", $"Ask for 1 to {NotificationList.MostUnread} notices.")
            : before is not null && ApiIds.Parse(before) is null
                ? Problems.Field("before", "Give the id of a notice.")
                : TypedResults.Ok((await list.ReadAsync(viewer, ApiIds.Parse(before), count, cancellationToken))
                    .Select(n => new NotificationAnswer(ApiIds.Text(n.Id), n.Kind, n.Title, n.Text, n.Path, n.CreatedAt, n.IsRead)).ToArray());

    private static async Task<NoContent> MarkAsync(NotificationReadBody body, ApiViewer viewer, NotificationList list, CancellationToken cancellationToken)
    {
        await list.MarkReadAsync(viewer, body.Id is null ? null : ApiIds.Parse(body.Id) ?? -1, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<NotificationSettingsBody>> ChoicesAsync(ApiViewer viewer, NotificationList list, CancellationToken cancellationToken) =>
        TypedResults.Ok(NotificationSettingsBody.Of(await list.ChoicesAsync(viewer, cancellationToken)));

    private static async Task<Results<Ok<NotificationSettingsBody>, ValidationProblem>> ChooseAsync(
        NotificationSettingsBody body, ApiViewer viewer, NotificationList list, CancellationToken cancellationToken)
    {
        if (body.QuietFrom is null != body.QuietTo is null)
            return Problems.Field("quietTo", "Give both times, or neither.");
        await list.ChooseAsync(viewer, body.ToChoices(), cancellationToken);
        return TypedResults.Ok(body);
    }
}
