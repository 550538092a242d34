using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>The files of stored emails, fetched to be sent again.</summary>
internal sealed class ForwardedFiles(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions)
{
    /// <summary>Null when it is unknown to the viewer, gone at the server, or the server cannot be reached.</summary>
    public async Task<OutgoingPart?> OpenAsync(Viewer viewer, long attachmentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from a in db.Attachments
            join e in db.Emails on a.EmailId equals e.Id
            join m in db.Mailboxes on e.MailboxId equals m.Id
            join p in db.Placements on e.Id equals p.EmailId
            join f in db.Folders on p.FolderId equals f.Id
            where a.Id == attachmentId && m.OwnerId == viewer.UserId && !p.IsPendingAddition
            select new { a, e.MailboxId, Folder = f.RemoteId, p.RemoteId }).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        try
        {
            var content = await sessions.UseAsync(found.MailboxId, async session =>
            {
                using var bytes = new MemoryStream();
                return await session.FetchAttachmentAsync(found.Folder, found.RemoteId, found.a.ExternalId, found.a.TransferEncoding, bytes, cancellationToken)
                    ? bytes.ToArray()
                    : null;
            }, cancellationToken);
            return content is null ? null : new OutgoingPart(FileNames.Clean(found.a.FileName, found.a.MimeType), found.a.MimeType, content, found.a.ContentId);
        }
        catch (MailboxAccessException)
        {
            return null;
        }
    }
}
