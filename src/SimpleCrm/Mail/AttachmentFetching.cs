using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Sync;

namespace SimpleCrm.Mail;

/// <summary>
/// Fetches attachments from their servers into the store. An attachment is fetched once however many ask for it, and those of one mailbox share a
/// session, so that an email with twenty pictures costs one login.
/// </summary>
public sealed class AttachmentFetching(MailboxSessions sessions, AttachmentStore store, IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Job> _jobs = [];
    private readonly Dictionary<long, Queue<Job>> _waiting = [];

    /// <summary>Returns when the content is stored. A caller that gives up leaves the fetch to the others.</summary>
    /// <exception cref="AttachmentUnavailableException">It cannot be had now.</exception>
    public Task FetchAsync(long mailboxId, long attachmentId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_jobs.TryGetValue(attachmentId, out var running))
                return running.Done.Task.WaitAsync(cancellationToken);
            var job = _jobs[attachmentId] = new Job(attachmentId);
            if (_waiting.TryGetValue(mailboxId, out var queue))
            {
                queue.Enqueue(job);
            }
            else
            {
                _waiting[mailboxId] = new([job]);
                _ = Task.Run(() => DrainAsync(mailboxId), CancellationToken.None);
            }
            return job.Done.Task.WaitAsync(cancellationToken);
        }
    }

    private async Task DrainAsync(long mailboxId)
    {
        var job = Next(mailboxId, null);
        while (job is not null)
        {
            var connected = false;
            try
            {
                await sessions.UseAsync<bool>(mailboxId, async session =>
                {
                    connected = true;
                    while (job is not null)
                        job = End(mailboxId, job, await StoreAsync(session, job.AttachmentId) ? null : new AttachmentUnavailableException(AttachmentObstacle.GoneFromServer));
                    return true;
                }, CancellationToken.None);
                while (!connected && job is not null)
                    job = End(mailboxId, job, new AttachmentUnavailableException(AttachmentObstacle.Disconnected));
            }
            catch (Exception failure)
            {
                // A session that broke costs the one attachment; the next get another. A server that cannot be reached at all fails them together.
                var reason = failure is MailboxAccessException ? new AttachmentUnavailableException(AttachmentObstacle.MailboxUnreachable, failure) : failure;
                do
                {
                    if (job is not null)
                        job = End(mailboxId, job, reason);
                }
                while (!connected && job is not null);
            }
        }
    }

    /// <summary>The next of the mailbox's jobs; null ends the drain, under the same lock under which another begins.</summary>
    private Job? Next(long mailboxId, Job? finished)
    {
        lock (_gate)
        {
            if (finished is not null)
                _jobs.Remove(finished.AttachmentId);
            if (_waiting[mailboxId].TryDequeue(out var next))
                return next;
            _waiting.Remove(mailboxId);
            return null;
        }
    }

    /// <summary>Ends a job and returns the next. It is out of the way before anybody hears of its end, so that who then tries again gets a new one.</summary>
    private Job? End(long mailboxId, Job job, Exception? reason)
    {
        var next = Next(mailboxId, job);
        job.End(reason);
        return next;
    }

    /// <returns>False when neither the server nor the rows have it any more.</returns>
    private async Task<bool> StoreAsync(IMailboxSession session, long attachmentId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var attachment = await db.Attachments.SingleOrDefaultAsync(a => a.Id == attachmentId);
        if (attachment is null)
            return false;
        // Whoever asked may have looked before the last fetch of it ended. What is missing or damaged is marked as not stored first.
        if (attachment.StoredAt is not null)
            return true;
        foreach (var (folder, remoteId) in await RemotePlaces.OfAsync(db, attachment.EmailId, CancellationToken.None))
        {
            await using var writer = store.Create(attachmentId);
            try
            {
                if (!await session.FetchAttachmentAsync(folder, remoteId, attachment.ExternalId, attachment.TransferEncoding, writer, CancellationToken.None))
                    continue;
                await writer.CompleteAsync(CancellationToken.None);
            }
            catch (Exception) when (writer.DiskFailure is not null)
            {
                // The session may have taken our disk for its line.
                throw writer.DiskFailure;
            }
            attachment.Size = writer.ContentLength;
            attachment.StoredAt = time.GetUtcNow().UtcDateTime;
            await db.SaveChangesAsync();
            return true;
        }
        return false;
    }

    private sealed class Job(long attachmentId)
    {
        public long AttachmentId { get; } = attachmentId;
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End(Exception? failure)
        {
            if (failure is null)
                Done.TrySetResult();
            else if (Done.TrySetException(SealedFileWriter.IsDiskFull(failure as IOException) ? new AttachmentUnavailableException(AttachmentObstacle.DiskFull, failure) : failure))
                // Nobody may be waiting any more: the failure counts as seen.
                _ = Done.Task.Exception;
        }
    }
}
