using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>Emails in the Drafts folder that another mail program left there, made into drafts that can be written on.</summary>
internal sealed class ForeignDrafts(DraftStore store, OriginalEmails originals, AttachmentReading attachments, AttachmentUploads uploads)
{
    private const int MostInlineBytes = 2 * 1024 * 1024;

    public async Task<Draft?> OpenAsync(Viewer viewer, long emailId, CancellationToken cancellationToken)
    {
        if (await originals.FindAsync(viewer, emailId, cancellationToken) is not { Email: { Status: EmailStatus.Draft, OutgoingEmailId: null } } original)
            return null;
        var (remoteId, parent) = await PlaceAsync(original, cancellationToken);
        if (remoteId is null)
            return null;
        if (await FindOwnAsync(viewer, original.Email, remoteId, cancellationToken) is { } own)
            return own;
        var content = await ReadAsync(viewer, original, parent, cancellationToken);
        await using var db = await store.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(viewer.UserId, cancellationToken);
        // Opened at the same time on two pages, it is one draft.
        if (await Own(db, viewer, original.Email.MailboxId, remoteId).SingleOrDefaultAsync(cancellationToken) is { } first)
            return first;
        var key = Drafts.KeyOf(Guid.NewGuid());
        var draft = new Draft
        {
            Key = key,
            UserId = viewer.UserId,
            MailboxId = original.Email.MailboxId,
            MessageId = $"{key}@drafts.invalid",
            Revision = 1,
            // It is at the provider as it is here.
            FiledRevision = 1,
            FilingRevision = 1,
            RemoteId = remoteId,
            RemoteMailboxId = original.Email.MailboxId,
            CreatedAt = store.Now,
            SavedAt = store.Now,
        };
        store.Seal(draft, content);
        db.Drafts.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return draft;
    }

    private async Task<(string? RemoteId, long? Parent)> PlaceAsync(OriginalEmail original, CancellationToken cancellationToken)
    {
        await using var db = await store.OpenAsync(cancellationToken);
        var remoteId = await db.Placements.Where(p => p.EmailId == original.Email.Id && !p.IsPendingRemoval && !p.IsPendingAddition)
            .Where(p => db.Folders.Any(f => f.Id == p.FolderId && f.Role == FolderRole.Drafts)).Select(p => p.RemoteId).FirstOrDefaultAsync(cancellationToken);
        var parent = original.Email.InReplyTo is not { } answered ? null : await db.Emails
            .Where(e => e.ThreadId == original.Email.ThreadId && e.MessageId == answered).Select(e => (long?)e.Id).FirstOrDefaultAsync(cancellationToken);
        return (remoteId, parent);
    }

    // A copy of ours that the sync met. Where another program has changed it since, it is another text, and both are kept.
    private async Task<Draft?> FindOwnAsync(Viewer viewer, Email email, string remoteId, CancellationToken cancellationToken)
    {
        await using var db = await store.OpenAsync(cancellationToken);
        return await Own(db, viewer, email.MailboxId, remoteId).SingleOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<Draft> Own(SimpleCrmDbContext db, Viewer viewer, long mailboxId, string remoteId) =>
        DraftStore.Open(db, viewer).Where(d => d.RemoteMailboxId == mailboxId && d.RemoteId == remoteId);

    private async Task<DraftContent> ReadAsync(Viewer viewer, OriginalEmail original, long? parent, CancellationToken cancellationToken)
    {
        var html = original.Html;
        var files = new List<string>();
        foreach (var attachment in original.Attachments)
        {
            await using var file = await attachments.OpenAsync(viewer, attachment.Id, cancellationToken);
            if (file is null)
                continue;
            if (attachment.ContentId is { Length: > 0 } id && html.Contains("cid:" + id, StringComparison.OrdinalIgnoreCase)
                && await BoundedReading.ReadAllAsync(file.Content, MostInlineBytes, cancellationToken) is { } image)
                html = html.Replace("cid:" + id, $"data:{file.MimeType};base64,{Convert.ToBase64String(image)}", StringComparison.OrdinalIgnoreCase);
            else if (await uploads.StoreAsync(viewer, file.FileName, file.MimeType, file.Content, cancellationToken) is { } upload)
                files.Add(upload.Id);
        }
        return new DraftContent
        {
            Kind = parent is null ? ComposeMode.New : original.People.To.Count + original.People.Cc.Count > 1 ? ComposeMode.ReplyAll : ComposeMode.Reply,
            AnswersEmailId = parent,
            To = original.People.To,
            Cc = original.People.Cc,
            Bcc = original.People.Bcc,
            Subject = original.Email.Subject,
            Html = html,
            Text = original.Text,
            IsPlainText = html.Length == 0,
            // What the other program quoted is part of its text.
            Quote = DraftQuote.Edited,
            AttachmentIds = files,
        };
    }
}
