using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>Sending, and what became of what was sent.</summary>
[Sees(Sight.OwnMail)]
internal static class SendEndpoints
{
    public static void MapSending(this RouteGroupBuilder api)
    {
        api.MapPost("/send", SendAsync).WithMetadata(new RequestSizeLimitAttribute(ApiLimits.SendBody))
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesValidationProblem()
            .WithSummary("Send an email. It is stored before the answer; its delivery follows in the outbox.");
        api.MapGet("/outbox", ListAsync).WithSummary("Emails on their way or in need of attention, newest first.");
        api.MapGet("/outbox/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("What became of an email.");
        api.MapPost("/outbox/{id}/retry", (string id, ApiViewer viewer, EmailSending sending, CancellationToken ct) => DecideAsync(id, viewer, sending, sending.RetryAsync, ct))
            .WithSummary("Send again now: refused, waiting for another try, or of unknown fate.");
        api.MapPost("/outbox/{id}/cancel", (string id, ApiViewer viewer, EmailSending sending, CancellationToken ct) => DecideAsync(id, viewer, sending, sending.CancelAsync, ct))
            .WithSummary("Take back an email that was not submitted, or remove a refused one.");
        api.MapPut("/outbox/{id}/schedule", RescheduleAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesValidationProblem()
            .WithSummary("Change when an email that waits is sent.");
        api.MapPost("/outbox/{id}/mark-sent", (string id, ApiViewer viewer, EmailSending sending, CancellationToken ct) => DecideAsync(id, viewer, sending, sending.MarkSentAsync, ct))
            .WithSummary("Say that an email of unknown fate was sent.");
    }

    public static async Task<Results<Accepted<SendAnswer>, ValidationProblem, ProblemHttpResult>> SendAsync(
        SendBody body, ApiViewer viewer, EmailSending sending, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CancellationToken cancellationToken)
    {
        if (body.Mistakes() is { Count: > 0 } mistakes)
            return Problems.Fields(mistakes);
        var receipt = await sending.SendAsync(viewer, body.ToRequest(idempotencyKey), cancellationToken);
        if (receipt.IsConflict)
            return Problems.Conflict("This Idempotency-Key was used for another email. Use a new key for a new email.");
        if (!receipt.IsAccepted)
            return Problems.Fields(receipt.Errors);
        var id = ApiIds.Text(receipt.Id);
        return TypedResults.Accepted($"/api/email/outbox/{id}", new SendAnswer
        {
            Id = id,
            Status = receipt.State,
            EmailId = receipt.EmailId == 0 ? null : ApiIds.Text(receipt.EmailId),
            ThreadId = receipt.ThreadId == 0 ? null : ApiIds.Text(receipt.ThreadId),
        });
    }

    private static async Task<Ok<OutgoingAnswer[]>> ListAsync(ApiViewer viewer, EmailSending sending, CancellationToken cancellationToken) =>
        TypedResults.Ok((await sending.ListAsync(viewer, cancellationToken)).Select(OutgoingAnswer.Of).ToArray());

    private static async Task<Results<Ok<OutgoingAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, EmailSending sending, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } outgoingId && await sending.FindAsync(viewer, outgoingId, cancellationToken) is { } row
            ? TypedResults.Ok(OutgoingAnswer.Of(row))
            : Problems.NotFound("email in the outbox");

    private static async Task<Results<Ok<OutgoingAnswer>, ValidationProblem, ProblemHttpResult>> RescheduleAsync(
        string id, ScheduleBody body, ApiViewer viewer, EmailSending sending, CancellationToken cancellationToken)
    {
        if (body.SendAt is not { } sendAt)
            return Problems.Field("sendAt", "Say when it is to be sent, as ISO 8601 with an offset.");
        if (ApiIds.Parse(id) is not { } outgoingId || await sending.FindAsync(viewer, outgoingId, cancellationToken) is null)
            return Problems.NotFound("email in the outbox");
        var fault = await sending.RescheduleAsync(viewer, outgoingId, sendAt, body.TimeZone, cancellationToken);
        if (fault is { Length: > 0 })
            return Problems.Field("sendAt", fault);
        var now = await sending.FindAsync(viewer, outgoingId, cancellationToken);
        return fault is null && now is not null ? TypedResults.Ok(OutgoingAnswer.Of(now)) : Problems.Conflict("It is too late for that: the email is on its way.");
    }

    private static async Task<Results<Ok<OutgoingAnswer>, ProblemHttpResult>> DecideAsync(
        string id, ApiViewer viewer, EmailSending sending, Func<Viewer, long, CancellationToken, Task<bool>> decide, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } outgoingId || await sending.FindAsync(viewer, outgoingId, cancellationToken) is null)
            return Problems.NotFound("email in the outbox");
        var done = await decide(viewer, outgoingId, cancellationToken);
        var now = await sending.FindAsync(viewer, outgoingId, cancellationToken);
        return done && now is not null
            ? TypedResults.Ok(OutgoingAnswer.Of(now))
            : Problems.Conflict($"The email is {now?.State.ToString().ToLowerInvariant() ?? "gone"}; it is too late or too early for this.");
    }
}
