using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

/// <summary>What must be true of the rows at any time, and what must be true of them and the server once all is quiet.</summary>
internal static class Consistency
{
    /// <summary>Rows fit together, whatever the server has.</summary>
    public static async Task AssertWholeAsync(this SyncBed bed)
    {
        await using var db = bed.Db();
        var emails = await db.Emails.AsNoTracking().ToDictionaryAsync(e => e.Id);
        var placements = await db.Placements.AsNoTracking().ToListAsync();
        var bodies = await db.EmailBodies.AsNoTracking().Select(b => b.EmailId).ToListAsync();
        var threads = await db.Threads.AsNoTracking().ToDictionaryAsync(t => t.Id);
        var rows = await db.ThreadPlacements.AsNoTracking().ToDictionaryAsync(p => (p.FolderId, p.ThreadId));
        Assert.All(placements, p => Assert.True(emails.ContainsKey(p.EmailId), "a placement without an email"));
        Assert.Equal(emails.Keys.Order(), bodies.Order());
        Assert.All(emails.Values, e => Assert.True(threads.ContainsKey(e.ThreadId), "an email without a thread"));
        var placed = placements.Select(p => p.EmailId).ToHashSet();
        Assert.All(emails.Values, e => Assert.True(placed.Contains(e.Id) ? e.OrphanedAt is null : e.OrphanedAt is not null || e.OutgoingEmailId is not null, "an orphan that is not marked, or marked wrongly"));
        var shown = placements.Where(p => !p.IsPendingRemoval).Select(p => (p.FolderId, Email: emails[p.EmailId])).Distinct().ToList();
        var wanted = shown.GroupBy(s => (s.FolderId, s.Email.ThreadId)).ToDictionary(g => g.Key, g => (Count: g.Count(), Unread: g.Count(s => !s.Email.IsRead), Last: g.Max(s => s.Email.SortAt)));
        Assert.Equal(wanted.OrderBy(w => w.Key).Select(w => (w.Key, w.Value)), rows.OrderBy(r => r.Key).Select(r => (r.Key, (r.Value.EmailCount, r.Value.UnreadCount, r.Value.LastAt))));
        foreach (var thread in threads.Values)
        {
            var own = shown.Where(s => s.Email.ThreadId == thread.Id).Select(s => s.Email).DistinctBy(e => e.Id).ToList();
            Assert.Equal((own.Count, own.Count(e => !e.IsRead), own.Exists(e => e.IsStarred)), (thread.EmailCount, thread.UnreadCount, thread.IsStarred));
        }
    }

    /// <summary>The same emails in the same folders with the same flags, nothing waiting, nothing left over.</summary>
    public static async Task AssertEqualToServerAsync(this SyncBed bed)
    {
        await bed.AssertWholeAsync();
        await using var db = bed.Db();
        var folders = await db.Folders.AsNoTracking().Where(f => f.MailboxId == bed.MailboxId).ToDictionaryAsync(f => f.Id, f => f.RemoteId);
        var here = await (from p in db.Placements.AsNoTracking()
                          join e in db.Emails on p.EmailId equals e.Id
                          where p.MailboxId == bed.MailboxId
                          select new { p.FolderId, p.RemoteId, e.Subject, p.RemoteIsRead, p.RemoteIsStarred, p.IsPendingAddition, p.IsPendingRemoval }).ToListAsync();
        Assert.Equal(
            bed.Server.Folders.SelectMany(f => f.Emails.Select(e => $"{f.Name} {f.RemoteId(e)} {e.Content.Subject} read:{e.IsRead} starred:{e.IsStarred}")).Order(),
            here.Select(p => $"{folders[p.FolderId]} {p.RemoteId} {p.Subject} read:{p.RemoteIsRead} starred:{p.RemoteIsStarred}").Order());
        Assert.DoesNotContain(here, p => p.IsPendingAddition || p.IsPendingRemoval);
        Assert.Empty(await db.PendingOperations.Where(o => o.State == OperationState.Waiting || o.State == OperationState.Applying).ToListAsync());
        // An email with one copy has that copy's flags.
        var single = await (from e in db.Emails
                            where db.Placements.Count(p => p.EmailId == e.Id) == 1
                            join p in db.Placements on e.Id equals p.EmailId
                            where e.IsRead != p.RemoteIsRead || e.IsStarred != p.RemoteIsStarred
                            select e.Subject).ToListAsync();
        Assert.Empty(single);
    }

    public static async Task<List<Email>> EmailsAsync(this SyncBed bed)
    {
        await using var db = bed.Db();
        return await db.Emails.AsNoTracking().Where(e => e.MailboxId == bed.MailboxId).OrderBy(e => e.SortAt).ToListAsync();
    }

    public static async Task<MailFolder> FolderAsync(this SyncBed bed, string remoteId)
    {
        await using var db = bed.Db();
        return await db.Folders.AsNoTracking().SingleAsync(f => f.MailboxId == bed.MailboxId && f.RemoteId == remoteId);
    }

    public static async Task<Mailboxes.Mailbox> MailboxAsync(this SyncBed bed)
    {
        await using var db = bed.Db();
        return await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == bed.MailboxId);
    }
}
