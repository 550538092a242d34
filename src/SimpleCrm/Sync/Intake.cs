using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.Sharing;

namespace SimpleCrm.Sync;

/// <summary>
/// Stores one page of fetched emails with their threads, placements and quarantine rows, and moves the cursor, in one transaction.
/// Taking the same page in again changes nothing.
/// </summary>
internal sealed class Intake(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    // Server clocks differ; what is older than the connection was not sent to tell its owner something new.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    /// <summary>Stores a page.</summary>
    /// <exception cref="MailboxStoppedException">The mailbox was disconnected or deleted meanwhile, or the folder is gone.</exception>
    public Task TakeInAsync(IntakePage page, CancellationToken cancellationToken) =>
        contexts.RetriedAsync(db => TakeInAsync(db, page, cancellationToken), cancellationToken);

    private async Task<bool> TakeInAsync(SimpleCrmDbContext db, IntakePage page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginAsync(page.MailboxId, cancellationToken);
        var mailbox = await db.Mailboxes.AsNoTracking().Where(m => m.Id == page.MailboxId && m.State != MailboxState.Disconnected)
            .Select(m => new { m.OwnerId, m.CreatedAt }).SingleOrDefaultAsync(cancellationToken) ?? throw new MailboxStoppedException();
        var folder = await db.Folders.AsNoTracking().Where(f => f.Id == page.FolderId).Select(f => new { f.Sweep }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new MailboxStoppedException();

        var ids = page.Items.Select(i => i.RemoteId).ToList();
        var placed = ids.Count == 0 ? [] : await db.Placements.AsNoTracking().Where(p => p.FolderId == page.FolderId && ids.Contains(p.RemoteId))
            .Select(p => new { p.Id, p.RemoteId, p.EmailId }).ToDictionaryAsync(p => p.RemoteId, cancellationToken);
        var rows = new IntakeRows();
        var readable = page.Items.Where(i => i.Failure is null).DistinctBy(i => i.RemoteId).ToList();
        var fresh = readable.Where(i => i.KnownEmailId is null && !placed.ContainsKey(i.RemoteId)).ToList();
        var known = readable.Where(i => i.KnownEmailId is not null && !placed.ContainsKey(i.RemoteId)).ToList();
        var again = readable.Where(i => placed.ContainsKey(i.RemoteId)).ToList();

        ThreadJoining? threads = null;
        if (fresh.Count + known.Count > 0)
        {
            threads = await ThreadJoining.LoadAsync(db, page.MailboxId, fresh, cancellationToken);
            var match = await IntakeMatch.LoadAsync(db, page, folder.Sweep, fresh, cancellationToken);
            foreach (var item in fresh)
            {
                var placement = match.Find(item) is { } found
                    ? rows.Relink(page, folder.Sweep, item, found, now)
                    : rows.Add(page, folder.Sweep, item);
                rows.Email(placement.EmailId).ThreadId = threads.Join(item, rows.KnownThread(placement.EmailId));
                match.Use(placement);
            }
            await PlaceKnownAsync(db, page, folder.Sweep, known, rows, now, cancellationToken);
            await ProtectedMarks.MarkNewAsync(db, page.MailboxId, rows.NewEmails, cancellationToken);
            await rows.SaveAsync(db, page, threads, now, cancellationToken);
        }
        var touched = rows.ThreadIds(threads);
        if (again.Count > 0)
            touched.UnionWith(await RepairAsync(db, page, again, placed.ToDictionary(p => p.Key, p => (p.Value.Id, p.Value.EmailId)), cancellationToken));
        var merged = threads is null ? [] : await threads.SaveAsync(db, page.MailboxId, cancellationToken);
        await LinkAsync(db, page, rows, now, cancellationToken);
        await ThreadUpkeep.RefreshAsync(db, page.MailboxId, touched, cancellationToken, threads?.ExternalIds);
        await QuarantineUpkeep.ApplyAsync(db, page, now, cancellationToken);
        await MoveCursorAsync(db, page, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var announced = page.Mode == IntakeMode.Arrival && page.FolderRole is not (FolderRole.Junk or FolderRole.Trash or FolderRole.Drafts or FolderRole.Sent)
            ? rows.NewEmails.Where(e => e.Direction == EmailDirection.Inbound && e.ReceivedAt >= mailbox.CreatedAt - ClockTolerance).Select(e => e.Id).ToArray()
            : [];
        feed.Publish(new LiveChange
        {
            MailboxId = page.MailboxId,
            OwnerId = mailbox.OwnerId,
            ThreadIds = [.. touched, .. merged],
            FolderIds = [page.FolderId],
            NewEmailIds = announced,
            OutgoingIds = rows.FiledOutgoingIds,
            MailboxChanged = page.Progress is not null,
            SearchChanged = rows.IsIndexed,
        });
        return true;
    }

    // Spam is linked once somebody says that it is none. What was sent from here is an activity from when its copy proves that it was sent.
    private static async Task LinkAsync(SimpleCrmDbContext db, IntakePage page, IntakeRows rows, DateTime now, CancellationToken cancellationToken)
    {
        if (page.FolderRole is FolderRole.Junk or FolderRole.Drafts)
            return;
        await EmailLinking.LinkNewAsync(db, rows.NewEmails, now, cancellationToken);
        if (page.Mode == IntakeMode.Arrival)
            await EmailLinking.LinkKnownAsync(db, rows.KnownIds, now, cancellationToken);
    }

    private static async Task PlaceKnownAsync(SimpleCrmDbContext db, IntakePage page, int sweep, List<IntakeItem> known, IntakeRows rows, DateTime now, CancellationToken cancellationToken)
    {
        if (known.Count == 0)
            return;
        var ids = known.Select(i => i.KnownEmailId!.Value).ToList();
        var emails = await db.Emails.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        var expected = (await db.Placements.AsNoTracking().Where(p => p.FolderId == page.FolderId && p.IsPendingAddition && ids.Contains(p.EmailId)).ToListAsync(cancellationToken))
            .ToLookup(p => p.EmailId);
        foreach (var item in known)
            rows.Relink(page, sweep, item, new IntakeMatch.Found(emails[item.KnownEmailId!.Value], expected[item.KnownEmailId.Value].FirstOrDefault(), null), now);
    }

    // Emails that are placed already: their flags, and a body or list of attachments that was lost.
    private static async Task<HashSet<long>> RepairAsync(SimpleCrmDbContext db, IntakePage page, List<IntakeItem> items, Dictionary<string, (long Id, long EmailId)> placed, CancellationToken cancellationToken)
    {
        var threads = await PlacementUpkeep.ApplyFlagsAsync(db, page.MailboxId, page.HasStableIds, [.. items.Select(i => new PlacementUpkeep.Observation(placed[i.RemoteId].Id, i.Remote))], cancellationToken);
        var emailIds = placed.Values.Select(p => p.EmailId).ToList();
        var bodies = await db.EmailBodies.Where(b => emailIds.Contains(b.EmailId)).Select(b => b.EmailId).ToHashSetAsync(cancellationToken);
        var attachments = await db.Attachments.Where(a => emailIds.Contains(a.EmailId)).Select(a => a.EmailId).ToHashSetAsync(cancellationToken);
        foreach (var item in items)
        {
            var emailId = placed[item.RemoteId].EmailId;
            if (item.BodyFor is { } body && bodies.Add(emailId))
                await db.InsertAllAsync([body(emailId)], cancellationToken);
            if (attachments.Add(emailId))
                await db.InsertAllAsync([.. item.AttachmentsFor(emailId)], cancellationToken);
        }
        return threads;
    }

    private static async Task MoveCursorAsync(SimpleCrmDbContext db, IntakePage page, DateTime now, CancellationToken cancellationToken)
    {
        if (page.Cursor is not null || page.Phase is not null)
            await db.Folders.Where(f => f.Id == page.FolderId).ExecuteUpdateAsync(s =>
            {
                s.SetProperty(f => f.CheckedAt, now);
                if (page.Cursor is { } cursor)
                    s.SetProperty(f => f.Cursor, cursor);
                if (page.Phase is { } phase)
                    s.SetProperty(f => f.Phase, phase);
            }, cancellationToken);
        if (page.Progress is { } progress)
            await db.Mailboxes.Where(m => m.Id == page.MailboxId).ExecuteUpdateAsync(s => s
                .SetProperty(m => m.ProgressDone, progress.Done).SetProperty(m => m.ProgressTotal, progress.Total), cancellationToken);
    }
}
