using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>What must be true of the rows at any time, and of rows and server once all is quiet.</summary>
internal static class ConvergenceChecks
{
    /// <summary>Rows fit together, whatever the server has.</summary>
    public static async Task AssertWholeAsync(this ConvergenceBed bed)
    {
        await using var db = await bed.DatabaseAsync();
        var emails = await db.Emails.AsNoTracking().ToDictionaryAsync(e => e.Id, ConvergenceBed.Token);
        var placements = await db.Placements.AsNoTracking().ToListAsync(ConvergenceBed.Token);
        var bodies = await db.EmailBodies.AsNoTracking().Select(b => b.EmailId).ToListAsync(ConvergenceBed.Token);
        var threads = await db.Threads.AsNoTracking().ToDictionaryAsync(t => t.Id, ConvergenceBed.Token);
        Assert.All(placements, p => Assert.True(emails.ContainsKey(p.EmailId), "a placement without an email"));
        Assert.Equal(emails.Keys.Order(), bodies.Order());
        Assert.All(emails.Values, e => Assert.True(threads.ContainsKey(e.ThreadId), "an email without a thread"));
        var placed = placements.Select(p => p.EmailId).ToHashSet();
        Assert.All(emails.Values, e => Assert.True(placed.Contains(e.Id) ? e.OrphanedAt is null : e.OrphanedAt is not null || e.OutgoingEmailId is not null, $"an orphan that is not marked, or marked wrongly: {e.Subject}"));
        var shown = placements.Where(p => !p.IsPendingRemoval).Select(p => (p.FolderId, Email: emails[p.EmailId])).Distinct().ToList();
        var rows = await db.ThreadPlacements.AsNoTracking().ToDictionaryAsync(p => (p.FolderId, p.ThreadId), p => (p.EmailCount, p.UnreadCount, p.LastAt), ConvergenceBed.Token);
        var wanted = shown.GroupBy(s => (s.FolderId, s.Email.ThreadId)).ToDictionary(g => g.Key, g => (g.Count(), g.Count(s => !s.Email.IsRead), g.Max(s => s.Email.SortAt)));
        Assert.Equal(wanted.OrderBy(w => w.Key).Select(w => (w.Key, w.Value)), rows.OrderBy(r => r.Key).Select(r => (r.Key, r.Value)));
    }

    /// <summary>The same emails in the same places with the same flags, nothing waiting, nothing lost, doubled or sent twice.</summary>
    /// <param name="bed">Here and there.</param>
    /// <param name="arrived">Subjects of all emails that arrived.</param>
    /// <param name="deletable">Subjects of those that the person here wanted gone for good.</param>
    public static async Task AssertConvergedAsync(this ConvergenceBed bed, IReadOnlyCollection<string> arrived, IReadOnlySet<string> deletable)
    {
        await bed.AssertWholeAsync();
        Assert.Equal(Words(bed.Account.There()), Words(await bed.HereAsync()));
        await using var db = await bed.DatabaseAsync();
        Assert.Empty(await db.PendingOperations.AsNoTracking().Where(o => o.State == OperationState.Waiting || o.State == OperationState.Applying).ToListAsync(ConvergenceBed.Token));
        Assert.Empty(await db.Quarantine.AsNoTracking().Select(q => q.RemoteId).ToListAsync(ConvergenceBed.Token));
        var subjects = bed.Account.There().Select(e => e.Subject).ToHashSet();
        Assert.DoesNotContain(arrived, s => !subjects.Contains(s) && !bed.Account.DeletedElsewhere.Contains(s) && !deletable.Contains(s));
        var stored = await db.Emails.AsNoTracking().Where(e => db.Placements.Any(p => p.EmailId == e.Id)).ToListAsync(ConvergenceBed.Token);
        Assert.Equal(bed.Account.There().Select(e => e.Id).Distinct().Count(), stored.Count);
        await bed.AssertSentOnceAsync();
    }

    /// <summary>Each email in each of its places with its flags, as it is here.</summary>
    public static async Task<IReadOnlyList<PlacedEmail>> HereAsync(this ConvergenceBed bed)
    {
        await using var db = await bed.DatabaseAsync();
        var rows = await (from p in db.Placements.AsNoTracking()
                          join f in db.Folders on p.FolderId equals f.Id
                          join e in db.Emails on p.EmailId equals e.Id
                          where p.MailboxId == bed.MailboxId && !p.IsPendingAddition && !p.IsPendingRemoval
                          select new { Folder = f.RemoteId, p.RemoteId, e.Subject, e.IsRead, e.IsStarred }).ToListAsync(ConvergenceBed.Token);
        return [.. rows.Select(r => new PlacedEmail(r.Folder, bed.Account.Comparable(r.RemoteId), r.Subject, r.IsRead, r.IsStarred))];
    }

    public static async Task<bool> IsQuietAsync(this ConvergenceBed bed)
    {
        await using var db = await bed.DatabaseAsync();
        return !await db.PendingOperations.AnyAsync(o => o.State == OperationState.Waiting || o.State == OperationState.Applying, ConvergenceBed.Token)
            && !await db.OutgoingEmails.AnyAsync(o => o.State == OutgoingState.Prepared || o.State == OutgoingState.Submitting || o.State == OutgoingState.Accepted && o.DueAt < DateTime.MaxValue, ConvergenceBed.Token)
            && Words(bed.Account.There()).SequenceEqual(Words(await bed.HereAsync()));
    }

    private static async Task AssertSentOnceAsync(this ConvergenceBed bed)
    {
        await using var db = await bed.DatabaseAsync();
        var copies = (await db.Emails.AsNoTracking().ToListAsync(ConvergenceBed.Token)).ToLookup(e => e.Subject);
        foreach (var outgoing in await db.OutgoingEmails.AsNoTracking().ToListAsync(ConvergenceBed.Token))
        {
            var times = bed.Account.PassedOn.GetValueOrDefault(outgoing.Subject);
            var isRight = outgoing.State switch
            {
                OutgoingState.Filed or OutgoingState.Accepted => times == 1,
                OutgoingState.Rejected or OutgoingState.Cancelled => times == 0,
                OutgoingState.Unknown => times <= 1,
                _ => false,
            };
            Assert.True(isRight, $"{outgoing.Subject} is {outgoing.State} and was sent {times} times");
            // A provider that sends drafts may still hold one whose sending was not answered: it stays until the person has decided.
            var found = copies[outgoing.Subject].Where(e => outgoing.State != OutgoingState.Unknown || e is not { Status: EmailStatus.Draft, OutgoingEmailId: null }).ToList();
            Assert.True(found.Count <= 1, $"{outgoing.Subject}, {outgoing.State}, its id there {outgoing.RemoteId}, is here as {string.Join("; ", found.Select(Told))}");
        }
    }

    private static string Told(Email email) =>
        $"{email.Status}, {(email.OutgoingEmailId is null ? "found" : "written here")}, {(email.OrphanedAt is { } at ? $"nowhere since {at:t}" : "placed")}, id {email.MessageId}, remote id {email.ExternalId}";

    private static IEnumerable<string> Words(IEnumerable<PlacedEmail> emails) => emails.Select(e => e.ToString()).Order(StringComparer.Ordinal);
}
