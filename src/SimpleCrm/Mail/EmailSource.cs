using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Sync;

namespace SimpleCrm.Mail;

/// <summary>Whole messages: from their server, or, while it has none yet, from the outbox.</summary>
public sealed class EmailSource(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions, AttachmentStore store)
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

    internal Task<bool> StoreOutgoingAsync(long attachmentId, CancellationToken cancellationToken) => Task.FromResult(attachmentId == 0 && cancellationToken.IsCancellationRequested);
}
