using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Files of emails, as people read them.</summary>
public sealed class AttachmentReading(IDbContextFactory<SimpleCrmDbContext> contexts, AttachmentStore store, AttachmentFetching fetching, EmailSource source)
{
    /// <summary>
    /// Opens an attachment, fetching it from the mail server on first use; null when there is none that the viewer may see.
    /// </summary>
    /// <exception cref="AttachmentUnavailableException">It cannot be had now.</exception>
    public async Task<AttachmentContent?> OpenAsync(Viewer viewer, long attachmentId, CancellationToken cancellationToken)
    {
        var attachment = await FindAsync(viewer, attachmentId, cancellationToken);
        if (attachment is null)
            return null;
        if (attachment.StoredAt is not null && await TryOpenAsync(attachment, cancellationToken) is { } stored)
            return stored;

        if (!await source.StoreOutgoingAsync(attachmentId, cancellationToken))
            await fetching.FetchAsync(attachment.MailboxId, attachmentId, cancellationToken);
        attachment = await FindAsync(viewer, attachmentId, cancellationToken);
        if (attachment is null)
            return null;
        return await TryOpenAsync(attachment, cancellationToken) ?? throw new AttachmentUnavailableException(AttachmentObstacle.Damaged);
    }

    /// <summary>The whole message as it came (.eml), or null when there is none that the viewer may see. Dispose the stream.</summary>
    /// <exception cref="AttachmentUnavailableException">It cannot be had now.</exception>
    public Task<Stream?> SourceAsync(Viewer viewer, long emailId, CancellationToken cancellationToken) => source.OpenAsync(viewer, emailId, cancellationToken);

    private async Task<Found?> FindAsync(Viewer viewer, long attachmentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var emailId = await db.Attachments.Where(a => a.Id == attachmentId).Select(a => (long?)a.EmailId).SingleOrDefaultAsync(cancellationToken);
        if (emailId is not { } email || !await db.MayReadAsync(viewer, email, cancellationToken))
            return null;
        return await db.Attachments.Where(a => a.Id == attachmentId)
            .Join(db.Emails, a => a.EmailId, e => e.Id, (a, e) => new { a, e.MailboxId })
            .Select(x => new Found(x.a.Id, x.MailboxId, x.a.FileName, x.a.MimeType, x.a.Size, x.a.IsInline || x.a.ContentId != null, x.a.StoredAt))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <returns>Null when the file is missing or damaged: it is then forgotten, so that it is fetched anew.</returns>
    private async Task<AttachmentContent?> TryOpenAsync(Found attachment, CancellationToken cancellationToken)
    {
        try
        {
            string? picture = null;
            if (attachment.MayShow)
            {
                await using var look = await store.OpenAsync(attachment.Id, cancellationToken);
                var start = new byte[16];
                var length = await look.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
                picture = FileTypes.Picture(start.AsSpan(0, length));
            }
            var content = await store.OpenAsync(attachment.Id, cancellationToken);
            return new AttachmentContent(attachment.FileName, picture ?? FileTypes.ForDownload(attachment.MimeType), attachment.Size, picture is not null, content);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or CryptographicException)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Attachments.Where(a => a.Id == attachment.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.StoredAt, (DateTime?)null), cancellationToken);
            return null;
        }
    }

    private sealed record Found(long Id, long MailboxId, string FileName, string MimeType, long Size, bool MayShow, DateTime? StoredAt);
}
