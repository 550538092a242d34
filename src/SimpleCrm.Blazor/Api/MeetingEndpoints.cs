using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Meetings;

namespace SimpleCrm.Blazor.Api;

/// <summary>Invitations in emails.</summary>
[Sees(Sight.OwnMail)]
internal static class MeetingEndpoints
{
    public static void MapMeetings(this RouteGroupBuilder api) =>
        api.MapPost("/emails/{id}/meeting-answer", AnswerAsync).ProducesValidationProblem()
            .WithSummary("Answer the invitation in an email; the organiser gets the answer by email.");

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> AnswerAsync(
        string id, MeetingAnswerBody body, ApiViewer viewer, MeetingAnswers answers, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } emailId)
            return TypedResults.NotFound();
        if (!Enum.TryParse<Participation>(body.Answer, ignoreCase: true, out var answer) || !Enum.IsDefined(answer) || answer == Participation.NeedsAction)
            return Problems.Field("answer", "Give accepted, tentative or declined.");
        return await answers.AnswerAsync(viewer, emailId, answer, cancellationToken) switch
        {
            null => TypedResults.NoContent(),
            "" => TypedResults.NotFound(),
            var fault => Problems.Field("answer", fault),
        };
    }
}
