using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>Conversations.</summary>
[Sees(Sight.OwnMail)]
internal static class ThreadEndpoints
{
    public static void MapThreads(this RouteGroupBuilder api) =>
        api.MapGet("/threads/{id}", OpenAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("A conversation with every email and its bodies, oldest first.");

    private static async Task<Results<Ok<ThreadAnswer>, ProblemHttpResult>> OpenAsync(
        string id, ApiViewer viewer, ThreadReading reading, FolderLists folders, EmailLinks links, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } threadId || await reading.OpenAsync(viewer, threadId, cancellationToken) is not { } thread
            || await reading.BodiesAsync(viewer, threadId, cancellationToken) is not { } bodies)
            return Problems.NotFound("conversation");
        var provider = (await folders.GetAsync(viewer, cancellationToken)).First(m => m.MailboxId == thread.MailboxId).Provider;
        var records = await links.OfAsync(viewer, [.. thread.Emails.Select(e => e.Id)], cancellationToken);
        var texts = bodies.ToDictionary(b => b.EmailId);
        return TypedResults.Ok(new ThreadAnswer
        {
            Id = ApiIds.Text(thread.Id),
            MailboxId = ApiIds.Text(thread.MailboxId),
            Subject = thread.Subject,
            Participants = thread.Participants,
            Emails = [.. thread.Emails.Select(e => InboxItem.With(Of(e, texts.GetValueOrDefault(e.Id), viewer, provider), records[e.Id]))],
        });
    }

    private static ThreadEmail Of(EmailView email, EmailBodies? bodies, ApiViewer viewer, MailProvider provider) => new()
    {
        Id = ApiIds.Text(email.Id),
        ExternalId = email.MessageId,
        ThreadId = ApiIds.Text(email.ThreadId),
        MailboxId = ApiIds.Text(email.MailboxId),
        UserId = ApiIds.Text(viewer.Viewer.UserId),
        Provider = provider,
        From = email.From,
        To = email.To,
        Cc = email.Cc,
        Bcc = email.Bcc,
        Subject = email.Subject,
        Snippet = email.Snippet,
        SentAt = email.SentAt,
        ReceivedAt = email.ReceivedAt,
        Direction = email.Direction,
        Status = email.Status,
        IsRead = email.IsRead,
        IsStarred = email.IsStarred,
        HasAttachments = email.Attachments.Any(a => !a.IsInline),
        CreatedAt = email.CreatedAt,
        UpdatedAt = email.UpdatedAt,
        SyncedAt = email.SyncedAt,
        BodyText = bodies?.BodyText ?? "",
        BodyHtml = bodies?.BodyHtml ?? "",
        Attachments = [.. email.Attachments.Select(a => new ThreadAttachment(ApiIds.Text(a.Id), a.FileName, a.MimeType, a.Size, a.Url, ApiIds.Text(a.Id), a.IsInline))],
        SendStatus = email.SendState,
        ServerReply = email.ServerReply,
    };
}
