using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>The flat list of emails.</summary>
[Sees(Sight.OwnMail)]
internal static class InboxEndpoints
{
    public static void MapInbox(this RouteGroupBuilder api) =>
        api.MapGet("/inbox", ListAsync).WithSummary("Emails, newest first, page by page: the Inbox, a folder, or what a search finds.");

    private static async Task<Results<Ok<InboxPage>, ValidationProblem, ProblemHttpResult>> ListAsync(
        ApiViewer viewer, EmailList emails, FolderLists folders, EmailLinks links, CancellationToken cancellationToken,
        [FromQuery] string? mailboxId = null, [FromQuery] string? folder = null, [FromQuery] string? q = null, [FromQuery] bool unread = false,
        [FromQuery] string? cursor = null, [FromQuery] int pageSize = EmailListQuery.DefaultPageSize)
    {
        if (pageSize is < 1 or > EmailListQuery.MaxPageSize)
            return Problems.Field("pageSize", $"Ask for 1 to {EmailListQuery.MaxPageSize} emails.");
        if (mailboxId is not null && ApiIds.Parse(mailboxId) is null)
            return Problems.Field("mailboxId", "This is not a mailbox's id: see GET /api/email/status.");
        var page = await emails.GetInboxAsync(viewer, new EmailListQuery
        {
            MailboxId = ApiIds.Parse(mailboxId),
            Folder = folder,
            Q = q,
            Unread = unread,
            Cursor = cursor,
            PageSize = pageSize,
        }, cancellationToken);
        if (page.BadField == "mailboxId")
            return Problems.NotFound("mailbox");
        if (page.BadField is { } field)
            return Problems.Field(field, field switch
            {
                "cursor" => "This cursor does not belong to this list. Begin again without it.",
                _ => "There is no such folder. Use a folder's name, or a role: inbox, sent, drafts, archive, trash, junk.",
            });
        var providers = (await folders.GetAsync(viewer, cancellationToken)).ToDictionary(m => m.MailboxId, m => m.Provider);
        var records = await links.OfAsync(viewer, [.. page.Items.Select(i => i.Id)], cancellationToken);
        return TypedResults.Ok(new InboxPage([.. page.Items.Select(item => InboxItem.With(Of(item, viewer, providers[item.MailboxId]), records[item.Id]))], page.NextCursor));
    }

    private static InboxItem Of(EmailItem email, ApiViewer viewer, MailProvider provider) => new()
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
        HasAttachments = email.HasAttachments,
        CreatedAt = email.CreatedAt,
        UpdatedAt = email.UpdatedAt,
        SyncedAt = email.SyncedAt,
    };
}
