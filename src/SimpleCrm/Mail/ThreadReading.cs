using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Meetings;
using SimpleCrm.Outbox;

namespace SimpleCrm.Mail;

/// <summary>A thread opened for reading.</summary>
public sealed class ThreadReading(IDbContextFactory<SimpleCrmDbContext> contexts, BodyReading bodies, SignedUrls urls, TimeProvider time)
{
    /// <summary>The thread, or null when there is none that the viewer may see.</summary>
    public async Task<ThreadView?> OpenAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var thread = await db.Threads.AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == threadId && db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId), cancellationToken);
        if (thread is null)
            return null;
        var emails = await EmailsAsync(db, threadId, cancellationToken);
        if (emails.Count == 0)
            return null;
        var ids = emails.Select(e => e.Id).ToList();
        var attachments = (await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.EmailId)).OrderBy(a => a.Id).ToListAsync(cancellationToken)).ToLookup(a => a.EmailId);
        var stored = await db.EmailBodies.AsNoTracking().Where(b => ids.Contains(b.EmailId)).ToDictionaryAsync(b => b.EmailId, cancellationToken);
        var outgoingIds = emails.Where(e => e.OutgoingEmailId is not null).Select(e => e.OutgoingEmailId!.Value).ToList();
        var outgoing = outgoingIds.Count == 0 ? [] : await db.OutgoingEmails.AsNoTracking().Where(o => outgoingIds.Contains(o.Id))
            .Select(o => new SendingState(o.Id, o.State, o.ServerReply, o.RecipientsJson, o.ScheduledFor, o.DueAt)).ToDictionaryAsync(o => o.Id, cancellationToken);
        var folders = await db.ThreadPlacements.Where(p => p.ThreadId == threadId).Select(p => p.FolderId).ToListAsync(cancellationToken);
        var consent = await RemoteImages.ConsentAsync(db, viewer, ids, emails.Select(e => e.FromAddress), cancellationToken);

        var meetings = await MeetingViews.LoadAsync(db, ids, cancellationToken);
        var views = emails.Select(e => EmailViews.Of(
            e, [.. attachments[e.Id].Select(a => EmailViews.Of(a, urls.ForAttachment(viewer, a.Id)))],
            e.OutgoingEmailId is { } id ? outgoing.GetValueOrDefault(id) : null,
            RemoteImages.About(bodies.ForeignHtml(stored.GetValueOrDefault(e.Id))), consent(e.Id, e.FromAddress)) with
        { Meeting = meetings.GetValueOrDefault(e.Id) }).ToList();
        return new ThreadView(thread.Id, thread.MailboxId, thread.Subject, EmailViews.Participants(views), views, folders)
        {
            SnoozedUntil = thread.SnoozedUntil,
            RemindAt = thread.RemindAt,
            IsReminderDue = thread.ReminderDueAt is not null,
        };
    }

    /// <summary>The bodies of a thread's emails, oldest first, for the API; null when the viewer may not see it.</summary>
    public async Task<IReadOnlyList<EmailBodies>?> BodiesAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Threads.AnyAsync(t => t.Id == threadId && db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId), cancellationToken))
            return null;
        var emails = await EmailsAsync(db, threadId, cancellationToken);
        var ids = emails.Select(e => e.Id).ToList();
        var attachments = (await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.EmailId)).ToListAsync(cancellationToken)).ToLookup(a => a.EmailId);
        var stored = await db.EmailBodies.AsNoTracking().Where(b => ids.Contains(b.EmailId)).ToDictionaryAsync(b => b.EmailId, cancellationToken);
        var consent = await RemoteImages.ConsentAsync(db, viewer, ids, emails.Select(e => e.FromAddress), cancellationToken);
        return [.. emails.Select(e =>
        {
            var body = stored.GetValueOrDefault(e.Id);
            var text = bodies.Text(body);
            return new EmailBodies(e.Id, text.Length > 0 ? text : null, body is { HtmlCipher.Length: > 0 }
                ? bodies.Safe(viewer, body, [.. attachments[e.Id]], consent(e.Id, e.FromAddress)).Result.Html : null);
        })];
    }

    /// <summary>An email's body as a document for a sandboxed frame, or null when the viewer may not see it.</summary>
    public async Task<EmailDocument?> DocumentAsync(Viewer viewer, long emailId, EmailDocumentOptions options, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sender = await SenderAsync(db, viewer, emailId, cancellationToken);
        if (sender is null)
            return null;
        var body = await db.EmailBodies.AsNoTracking().SingleOrDefaultAsync(b => b.EmailId == emailId, cancellationToken);
        var attachments = await db.Attachments.AsNoTracking().Where(a => a.EmailId == emailId && a.ContentId != null).ToListAsync(cancellationToken);
        var show = options.ShowRemoteImages || (await RemoteImages.ConsentAsync(db, viewer, [emailId], [sender], cancellationToken))(emailId, sender);
        var (safe, isPlain) = bodies.Safe(viewer, body, attachments, show);
        return new EmailDocument(EmailFrame.Document(safe, options.Dark, isPlain), EmailFrame.ContentSecurityPolicy(show), safe.RemoteImagesBlocked, show);
    }

    /// <summary>Remembers that remote pictures of this email, or of every email of its sender, may be loaded for the viewer.</summary>
    /// <returns>False when the viewer may not see the email.</returns>
    public async Task<bool> AllowImagesAsync(Viewer viewer, long emailId, bool wholeSender, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sender = await SenderAsync(db, viewer, emailId, cancellationToken);
        if (sender is null)
            return false;
        // A sender without an address cannot be told from another such.
        var bySender = wholeSender && sender.Length > 0;
        if ((await RemoteImages.ConsentAsync(db, viewer, bySender ? [] : [emailId], bySender ? [sender] : [], cancellationToken))(emailId, sender))
            return true;
        db.RemoteImageConsents.Add(new RemoteImageConsent
        {
            UserId = viewer.UserId,
            EmailId = bySender ? null : emailId,
            SenderAddress = bySender ? sender.ToLowerInvariant() : null,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    // An email that has left every folder is no longer shown, but one being sent has not reached any yet.
    private static async Task<List<Email>> EmailsAsync(SimpleCrmDbContext db, long threadId, CancellationToken cancellationToken) =>
        ThreadOrder.Of(await db.Emails.AsNoTracking().Where(e => e.ThreadId == threadId && (e.OrphanedAt == null || e.OutgoingEmailId != null))
            .OrderBy(e => e.SortAt).ThenBy(e => e.Id).ToListAsync(cancellationToken));

    private static async Task<string?> SenderAsync(SimpleCrmDbContext db, Viewer viewer, long emailId, CancellationToken cancellationToken) =>
        await db.MayReadAsync(viewer, emailId, cancellationToken)
            ? await db.Emails.Where(e => e.Id == emailId).Select(e => e.FromAddress).SingleOrDefaultAsync(cancellationToken)
            : null;
}
