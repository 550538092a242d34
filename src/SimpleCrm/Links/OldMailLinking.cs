using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;

namespace SimpleCrm.Links;

/// <summary>
/// Links the mail that is here to contacts, leads and companies that were entered later. What belongs to them is counted first. Deals are left out:
/// what was written before a deal was thought of is seldom about it.
/// </summary>
public sealed class OldMailLinking(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    private const int ReadBatch = 1000;
    private const int LinkBatch = 200;

    // Of the last records; for the rest the links themselves tell.
    private const int Kept = 5000;
    private readonly ConcurrentDictionary<RecordReference, (int Found, int Linked)> _progress = new();
    private bool _isKeyed;

    /// <summary>How far a record's old mail is; null when there is no such record.</summary>
    public async Task<OldMailProgress?> ProgressAsync(Viewer viewer, RecordReference record, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.ExistsAsync(record, cancellationToken))
            return null;
        var waits = record.Kind switch
        {
            RecordKind.Contact => await db.ContactAddresses.AnyAsync(a => a.ContactId == record.Id && a.IsUnmatched, cancellationToken),
            RecordKind.Lead => await db.Leads.AnyAsync(l => l.Id == record.Id && l.IsUnmatched, cancellationToken),
            RecordKind.Company => await db.CompanyDomains.AnyAsync(d => d.CompanyId == record.Id && d.IsUnmatched, cancellationToken),
            _ => false,
        };
        return _progress.TryGetValue(record, out var known) ? new OldMailProgress(!waits, known.Found, known.Linked) : new OldMailProgress(!waits, null, 0);
    }

    /// <summary>Looks the mail through until no record waits for it.</summary>
    /// <returns>How many emails were linked.</returns>
    public async Task<int> RunUntilDoneAsync(CancellationToken cancellationToken)
    {
        if (!_isKeyed)
            await AddKeysAsync(cancellationToken);
        _isKeyed = true;
        var total = 0;
        while (await NextAsync(cancellationToken) is { Any: true } waiting)
        {
            await LetIntakesEndAsync(cancellationToken);
            var emails = await FindAsync(waiting, cancellationToken);
            foreach (var batch in emails.Chunk(LinkBatch))
                total += await LinkAsync(waiting, batch, cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
            await waiting.FinishAsync(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return total;
    }

    private async Task<WaitingRecords> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await WaitingRecords.ReadAsync(db, cancellationToken);
    }

    // Rows from before there were keys and links.
    private async Task AddKeysAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var address in await db.ContactAddresses.Where(a => a.Key == "" && a.Address != "").ToListAsync(cancellationToken))
            (address.Address, address.IsUnmatched) = (address.Address, true);
        foreach (var lead in await db.Leads.Where(l => l.AddressKey == "" && l.Address != "").ToListAsync(cancellationToken))
            (lead.Address, lead.IsUnmatched) = (lead.Address, true);
        await db.SaveChangesAsync(cancellationToken);
        if (!await db.RecordLinks.AnyAsync(cancellationToken))
            await db.CompanyDomains.Where(d => !d.IsUnmatched).ExecuteUpdateAsync(s => s.SetProperty(d => d.IsUnmatched, true), cancellationToken);
    }

    // An intake that began before the records were stored did not know them, and its emails are not to be seen before it ends.
    private async Task LetIntakesEndAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var mailboxId in await db.Mailboxes.Select(m => m.Id).ToListAsync(cancellationToken))
            await using (await db.BeginAsync(mailboxId, cancellationToken))
            {
            }
    }

    private async Task<List<long>> FindAsync(WaitingRecords waiting, CancellationToken cancellationToken)
    {
        var found = new List<long>();
        var counts = waiting.Records.ToDictionary(r => r, _ => 0);
        long last = 0;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var batch = await Columns(db.Emails.AsNoTracking().Where(e => e.Id > last).OrderBy(e => e.Id).Take(ReadBatch)).ToListAsync(cancellationToken);
            if (batch.Count == 0)
                break;
            last = batch[^1].Id;
            var hits = batch.Where(e => e.Status != EmailStatus.Draft).Select(EmailToMatch.Of).Select(e => (e.EmailId, Records: waiting.Of(e).ToList())).Where(h => h.Records.Count > 0).ToList();
            if (hits.Count == 0)
                continue;
            var ids = hits.Select(h => h.EmailId).ToList();
            var junk = await JunkAsync(db, ids, cancellationToken);
            var linked = (await db.RecordLinks.Where(l => ids.Contains(l.ActivityId)).Select(l => new { l.ActivityId, l.Kind, l.RecordId }).ToListAsync(cancellationToken))
                .Select(l => (l.ActivityId, new RecordReference(l.Kind, l.RecordId))).ToHashSet();
            foreach (var (emailId, records) in hits.Where(h => !junk.Contains(h.EmailId)))
            {
                var missing = records.Where(r => !linked.Contains((emailId, r))).ToList();
                foreach (var record in missing)
                    counts[record]++;
                if (missing.Count > 0)
                    found.Add(emailId);
            }
        }
        if (_progress.Count > Kept)
            _progress.Clear();
        foreach (var (record, count) in counts)
            _progress[record] = (count, 0);
        return found;
    }

    private async Task<int> LinkAsync(WaitingRecords waiting, long[] emailIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await EmailLinking.MailboxesAsync(db, cancellationToken);
        var ids = emailIds.ToList();
        var total = 0;
        foreach (var mailboxId in await db.Emails.Where(e => ids.Contains(e.Id)).Select(e => e.MailboxId).Distinct().ToListAsync(cancellationToken))
        {
            await using var transaction = await db.BeginAsync(mailboxId, cancellationToken);
            var emails = (await Columns(db.Emails.AsNoTracking().Where(e => ids.Contains(e.Id) && e.MailboxId == mailboxId)).ToListAsync(cancellationToken)).Select(EmailToMatch.Of).ToList();
            var known = (await db.KnownRecordsAsync(emails, mailboxes.Own, cancellationToken)).WithoutDeals();
            total += await EmailLinking.StoreAsync(db, emails, known, mailboxes.Owners, areNew: false, time.GetUtcNow().UtcDateTime, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            foreach (var record in emails.SelectMany(waiting.Of))
                _progress.AddOrUpdate(record, (0, 1), (_, known) => (known.Found, Math.Min(known.Found, known.Linked + 1)));
            if (mailboxes.Owners.TryGetValue(mailboxId, out var owner))
                feed.Publish(new LiveChange { MailboxId = mailboxId, OwnerId = owner, ThreadIds = emails.Select(e => e.ThreadId).ToHashSet() });
        }
        return total;
    }

    private static Task<HashSet<long>> JunkAsync(SimpleCrmDbContext db, List<long> emailIds, CancellationToken cancellationToken) =>
        (from p in db.Placements
         join f in db.Folders on p.FolderId equals f.Id
         where emailIds.Contains(p.EmailId) && f.Role == FolderRole.Junk
         select p.EmailId).ToHashSetAsync(cancellationToken);

    // Without what matching does not look at.
    private static IQueryable<Email> Columns(IQueryable<Email> emails) => emails.Select(e => new Email
    {
        Id = e.Id,
        MailboxId = e.MailboxId,
        ThreadId = e.ThreadId,
        SortAt = e.SortAt,
        Direction = e.Direction,
        Status = e.Status,
        FromAddress = e.FromAddress,
        FromName = e.FromName,
        PeopleJson = e.PeopleJson,
        Subject = e.Subject,
        ListId = e.ListId,
        IsAutoReply = e.IsAutoReply,
    });
}
