using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Blazor.Api;

/// <summary>Folders, and what a person does to conversations.</summary>
[Sees(Sight.OwnMail)]
internal static class ActionEndpoints
{
    public static void MapActions(this RouteGroupBuilder api)
    {
        api.MapGet("/folders", FoldersAsync).WithSummary("The folders of the person's mailboxes, as the navigation shows them.");
        api.MapPost("/actions", ActAsync).ProducesValidationProblem()
            .WithSummary("Mark, star, archive, move or delete conversations. Shown at once; the mail server follows.");
        api.MapPost("/actions/{id}/undo", UndoAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take an action back.");
    }

    private static async Task<Ok<FolderAnswer[]>> FoldersAsync(ApiViewer viewer, FolderLists folders, CancellationToken cancellationToken) =>
        TypedResults.Ok((await folders.GetAsync(viewer, cancellationToken)).SelectMany(m => m.Folders).Select(FolderAnswer.Of).ToArray());

    private static async Task<Results<Ok<ActionAnswer>, ValidationProblem>> ActAsync(
        ActionBody body, ApiViewer viewer, MailActions actions, FolderLists folders, CancellationToken cancellationToken)
    {
        if (body.Mistakes() is { Count: > 0 } mistakes)
            return Problems.Fields(mistakes);
        var folderId = ApiIds.Parse(body.FolderId) ?? 0;
        if (body.Action == ActionKind.Move
            && !(await folders.GetAsync(viewer, cancellationToken)).SelectMany(m => m.Folders).Any(f => f.Id == folderId && f.IsSelectable))
            return Problems.Field("folderId", "There is no such folder, it is not yours, or it cannot hold emails: see GET /api/email/folders.");
        var act = await RunAsync(body, folderId, viewer, actions, cancellationToken);
        return TypedResults.Ok(new ActionAnswer(act.ActId == 0 ? null : ApiIds.Text(act.ActId), act.ThreadCount, act.EmailCount));
    }

    private static Task<MailAct> RunAsync(ActionBody body, long folderId, Viewer viewer, MailActions actions, CancellationToken cancellationToken) => body.Action switch
    {
        ActionKind.Read or ActionKind.Unread when body.Emails.Count > 0 =>
            actions.SetEmailReadAsync(viewer, body.Emails, body.Action == ActionKind.Read, cancellationToken),
        ActionKind.Read or ActionKind.Unread => actions.SetReadAsync(viewer, body.Threads, body.Action == ActionKind.Read, cancellationToken),
        ActionKind.Star or ActionKind.Unstar => actions.SetStarredAsync(viewer, body.Threads, body.Action == ActionKind.Star, cancellationToken),
        ActionKind.Archive => actions.ArchiveAsync(viewer, body.Threads, cancellationToken),
        ActionKind.Trash => actions.TrashAsync(viewer, body.Threads, cancellationToken),
        ActionKind.Spam => actions.SpamAsync(viewer, body.Threads, cancellationToken),
        ActionKind.NotSpam => actions.NotSpamAsync(viewer, body.Threads, cancellationToken),
        ActionKind.Move => actions.MoveAsync(viewer, body.Threads, folderId, cancellationToken),
        _ => actions.DeleteForeverAsync(viewer, body.Threads, cancellationToken),
    };

    private static async Task<Results<NoContent, ProblemHttpResult>> UndoAsync(string id, ApiViewer viewer, MailActions actions, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } actId && await actions.UndoAsync(viewer, actId, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("action that can be undone");
}
