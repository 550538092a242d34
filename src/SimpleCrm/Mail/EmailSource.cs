using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;

namespace SimpleCrm.Mail;

/// <summary>Whole messages: from their server, or, while it has none yet, from the outbox.</summary>
public sealed class EmailSource(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions, AttachmentStore store, OutgoingContents outgoing, TimeProvider time)
{
    internal async Task<Stream?> OpenAsync(Viewer viewer, long emailId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var email = await db.Emails.Where(e => e.Id == emailId && db.MailboxesFor(viewer).Any(m => m.Id == e.MailboxId))
            .Select(e => new { e.MailboxId, e.OutgoingEmailId })
            .SingleOrDefaultAsync(cancellationToken);
        if (email is null)
            return null;
        var places = await RemotePlaces.OfAsync(db, emailId, cancellationToken);
        if (places.Count == 0 && email.OutgoingEmailId is { } outgoingId && await outgoing.OpenAsync(outgoingId, cancellationToken) is { } message)
            return await message.OpenAsync(cancellationToken);
        var (writer, openAsync) = store.CreatePassing();
        await using (writer)
        {
            try
            {
                var found = await sessions.UseAsync<bool?>(email.MailboxId, async session =>
                {
                    foreach (var (folder, remoteId) in places)
                        if (await session.FetchSourceAsync(folder, remoteId, writer, cancellationToken))
                            return true;
                    return false;
                }, cancellationToken);
                if (found is null)
                    throw new AttachmentUnavailableException(AttachmentObstacle.Disconnected);
                if (found is false)
                    throw new AttachmentUnavailableException(AttachmentObstacle.GoneFromServer);
                await writer.CompleteAsync(cancellationToken);
            }
            catch (Exception) when (SealedFileWriter.IsDiskFull(writer.DiskFailure))
            {
                throw new AttachmentUnavailableException(AttachmentObstacle.DiskFull, writer.DiskFailure);
            }
            catch (MailboxAccessException failure)
            {
                throw new AttachmentUnavailableException(AttachmentObstacle.MailboxUnreachable, failure);
            }
        }
        return await openAsync(cancellationToken);
    }

    /// <summary>Stores a file of an email that was written here from the message in the outbox.</summary>
    /// <returns>False when the outbox does not have the message, or not any more.</returns>
    internal async Task<bool> StoreOutgoingAsync(long attachmentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var outgoingId = await db.Attachments.Where(a => a.Id == attachmentId)
            .Join(db.Emails, a => a.EmailId, e => e.Id, (a, e) => e.OutgoingEmailId).SingleOrDefaultAsync(cancellationToken);
        if (outgoingId is not { } id || await outgoing.OpenAsync(id, cancellationToken) is not { } message)
            return false;
        var attachment = await db.Attachments.SingleAsync(a => a.Id == attachmentId, cancellationToken);
        var part = new ParsedAttachment(attachment.ExternalId, attachment.FileName, attachment.MimeType, attachment.Size, attachment.ContentId, attachment.IsInline, attachment.TransferEncoding);
        await using var writer = store.Create(attachmentId);
        await using var whole = await message.OpenAsync(cancellationToken);
        if (!await PartContent.CopyFromMessageAsync(whole, part, writer, MimeLimits.Default, cancellationToken))
            return false;
        await writer.CompleteAsync(cancellationToken);
        attachment.Size = writer.ContentLength;
        attachment.StoredAt = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
