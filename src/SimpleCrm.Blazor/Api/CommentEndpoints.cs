using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Comments;

namespace SimpleCrm.Blazor.Api;

/// <summary>Comments on conversations, for those who may see the conversation.</summary>
[Sees(Sight.SharedMail)]
internal static class CommentEndpoints
{
    private static readonly string Length = $"Write 1 to {ThreadComment.TextLength:N0} characters.";

    public static void MapComments(this RouteGroupBuilder api)
    {
        api.MapGet("/threads/{id}/comments", ReadAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("What the team says of a conversation.");
        api.MapPost("/threads/{id}/comments", AddAsync).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Say something; \"@\" and the name of somebody who may see it tells them.");
        api.MapPut("/threads/{id}/follow", FollowAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Be told of answers and comments, or no longer.");
        api.MapPut("/comments/{id}", EditAsync).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Change a comment of one's own.");
        api.MapDelete("/comments/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete a comment of one's own.");
    }

    private static async Task<Results<Ok<ThreadTalkAnswer>, ProblemHttpResult>> ReadAsync(string id, ApiViewer viewer, ThreadComments comments, CancellationToken cancellationToken) =>
        await comments.ReadAsync(viewer, ApiIds.Parse(id) ?? -1, cancellationToken) is { } talk ? TypedResults.Ok(ThreadTalkAnswer.Of(talk)) : Problems.NotFound("conversation");

    private static async Task<Results<Created<CommentIdAnswer>, ValidationProblem, ProblemHttpResult>> AddAsync(
        string id, CommentBody body, ApiViewer viewer, ThreadComments comments, CancellationToken cancellationToken)
    {
        if (IsWrong(body))
            return Problems.Field("text", Length);
        return await comments.AddAsync(viewer, ApiIds.Parse(id) ?? -1, body.Text!, cancellationToken) is { } comment
            ? TypedResults.Created((string?)null, new CommentIdAnswer(ApiIds.Text(comment)))
            : Problems.NotFound("conversation");
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> EditAsync(string id, CommentBody body, ApiViewer viewer, ThreadComments comments, CancellationToken cancellationToken)
    {
        if (IsWrong(body))
            return Problems.Field("text", Length);
        return await comments.EditAsync(viewer, ApiIds.Parse(id) ?? -1, body.Text!, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("comment");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, ThreadComments comments, CancellationToken cancellationToken) =>
        await comments.DeleteAsync(viewer, ApiIds.Parse(id) ?? -1, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("comment");

    private static async Task<Results<NoContent, ProblemHttpResult>> FollowAsync(string id, FollowBody body, ApiViewer viewer, ThreadComments comments, CancellationToken cancellationToken) =>
        await comments.FollowAsync(viewer, ApiIds.Parse(id) ?? -1, body.IsFollowed, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("conversation");

    private static bool IsWrong(CommentBody body) => string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > ThreadComment.TextLength;
}
