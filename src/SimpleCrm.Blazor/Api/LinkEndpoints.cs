using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>The records that one's own emails belong to.</summary>
[Sees(Sight.OwnMail)]
internal static class LinkEndpoints
{
    public static void MapLinks(this RouteGroupBuilder api)
    {
        var links = api.MapGroup("/emails/{id}/links");
        links.MapGet("", ListAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The records that an email belongs to, and why.");
        links.MapPost("", LinkAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Link the conversation of an email to a record.");
        links.MapDelete("/{kind}/{recordId}", UnlinkAsync).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Take a record away from the conversation of an email; the rule that linked it learns.");
        api.MapGet("/threads/{id}/deal-question", QuestionAsync).WithSummary("The deals of which a conversation may be about one.");
        api.MapPost("/threads/{id}/deal-question", AnswerAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Say which deal a conversation is about, or none.");
    }

    private static async Task<Results<Ok<LinkAnswer[]>, ProblemHttpResult>> ListAsync(string id, ApiViewer viewer, EmailLinks links, CancellationToken cancellationToken) =>
        Of(ApiIds.Parse(id) is { } email ? await links.ListAsync(viewer, email, cancellationToken) : null);

    private static async Task<Results<Ok<LinkAnswer[]>, ProblemHttpResult>> LinkAsync(
        string id, RecordReferenceBody body, ApiViewer viewer, EmailLinks links, CancellationToken cancellationToken) =>
        Of(ApiIds.Parse(id) is { } email ? await links.LinkAsync(viewer, email, body.ToReference(), cancellationToken) : null);

    private static async Task<Results<Ok<LinkAnswer[]>, ProblemHttpResult>> UnlinkAsync(
        string id, string kind, string recordId, ApiViewer viewer, EmailLinks links, CancellationToken cancellationToken) =>
        Of(ApiIds.Parse(id) is { } email && ApiIds.Parse(recordId) is { } record && TimelineParameters.Word<RecordKind>(kind) is { } known
            ? await links.UnlinkAsync(viewer, email, new RecordReference(known, record), cancellationToken)
            : null);

    private static async Task<Ok<DealQuestionAnswer>> QuestionAsync(string id, ApiViewer viewer, EmailLinks links, CancellationToken cancellationToken) =>
        TypedResults.Ok(new DealQuestionAnswer(ApiIds.Parse(id) is { } thread && await links.QuestionAsync(viewer, thread, cancellationToken) is { } question
            ? [.. question.Candidates.Select(c => new DealCandidateAnswer(ApiIds.Text(c.DealId), c.Name, c.Score))]
            : []));

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(
        string id, DealChoiceBody body, ApiViewer viewer, EmailLinks links, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } thread && await links.AnswerAsync(viewer, thread, RecordAnswers.Reference(body.DealId), cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("conversation or deal");

    private static Results<Ok<LinkAnswer[]>, ProblemHttpResult> Of(IReadOnlyList<EmailLinkView>? links) =>
        links is null ? Problems.NotFound("email or record") : TypedResults.Ok(links.Select(LinkAnswer.Of).ToArray());
}
