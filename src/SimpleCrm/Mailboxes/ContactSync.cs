using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>
/// Keeps a mailbox's contacts as the provider has them: soon after it is connected, then daily. Called by the jobs; searched by whoever owns the mailbox.
/// </summary>
public sealed partial class ContactSync
{
    private const int Page = 500, MaxFound = 50, MaxAddresses = 20;
    private static readonly TimeSpan Every = TimeSpan.FromDays(1), AfterFailure = TimeSpan.FromHours(1);
    private readonly IDbContextFactory<SimpleCrmDbContext> _contexts;
    private readonly MailboxSessions _sessions;
    private readonly TimeProvider _time;
    private readonly ILogger<ContactSync> _logger;

    internal ContactSync(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions, TimeProvider time, ILogger<ContactSync> logger) =>
        (_contexts, _sessions, _time, _logger) = (contexts, sessions, time, logger);

    /// <summary>Reads the contacts of every mailbox for which it is time.</summary>
    public async Task SyncDueAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        List<long> due;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
            due = await db.Mailboxes.Where(m => (m.State == MailboxState.Active || m.State == MailboxState.Backfilling) && (m.ContactsDueAt == null || m.ContactsDueAt <= now)).Select(m => m.Id).ToListAsync(cancellationToken);
        foreach (var id in due)
        {
            var next = now + Every;
            try
            {
                await SyncAsync(id, cancellationToken);
            }
            catch (MailboxAccessException exception)
            {
                next = now + AfterFailure;
                LogFailed(id, exception.Problem);
            }
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            await db.Mailboxes.Where(m => m.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.ContactsDueAt, next), cancellationToken);
        }
    }

    /// <summary>Reads one mailbox's contacts now.</summary>
    /// <exception cref="MailboxAccessException">The account cannot be reached or refuses.</exception>
    public async Task SyncAsync(long mailboxId, CancellationToken cancellationToken)
    {
        if (await _sessions.FindAsync(mailboxId, cancellationToken) is not var (provider, connection))
            return;
        string? cursor;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
            cursor = await db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => m.ContactsCursor).SingleOrDefaultAsync(cancellationToken);
        var started = _time.GetTimestamp();
        var answer = await provider.SyncContactsAsync(connection, cursor, cancellationToken);
        await StoreAsync(mailboxId, answer, cancellationToken);
        LogSynced(mailboxId, answer.Contacts.Count, (long)_time.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>The viewer's contacts whose name or address begins with the text, each address once.</summary>
    public async Task<IReadOnlyList<FoundContact>> FindAsync(Viewer viewer, string text, CancellationToken cancellationToken)
    {
        text = text.Trim().ToLowerInvariant();
        if (text.Length == 0)
            return [];
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var own = db.MailboxesFor(viewer).Select(m => m.Id);
        var found = await (from a in db.MailboxContactAddresses
                           join c in db.MailboxContacts on a.ContactId equals c.Id
                           where own.Contains(a.MailboxId) && (a.Address.StartsWith(text) || c.Name.ToLower().StartsWith(text) || c.Name.ToLower().Contains(" " + text))
                           orderby c.Name, a.Address
                           select new FoundContact(c.Name, a.Address, c.Company)).Take(MaxFound * 2).ToListAsync(cancellationToken);
        return [.. found.DistinctBy(f => f.Address).Take(MaxFound)];
    }

    // Page by page; the cursor moves with the last one, so that an interrupted answer is read again.
    private async Task StoreAsync(long mailboxId, RemoteContacts answer, CancellationToken cancellationToken)
    {
        var contacts = answer.Contacts.Where(c => c.Addresses.Count > 0).DistinctBy(c => c.RemoteId).ToList();
        foreach (var page in contacts.Chunk(Page))
            await StorePageAsync(mailboxId, page, cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(mailboxId, cancellationToken);
        IEnumerable<string> gone = answer.RemovedIds;
        if (answer.IsComplete)
            gone = (await db.MailboxContacts.Where(c => c.MailboxId == mailboxId).Select(c => c.RemoteId).ToListAsync(cancellationToken)).Except(contacts.Select(c => Shorten(c.RemoteId, 320)!));
        foreach (var ids in gone.Distinct().Chunk(Page))
            await db.MailboxContacts.Where(c => c.MailboxId == mailboxId && ids.Contains(c.RemoteId)).ExecuteDeleteAsync(cancellationToken);
        await db.Mailboxes.Where(m => m.Id == mailboxId).ExecuteUpdateAsync(s => s.SetProperty(m => m.ContactsCursor, answer.NextCursor is { Length: <= 4000 } cursor ? cursor : null), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task StorePageAsync(long mailboxId, RemoteContact[] page, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var ids = page.Select(c => Shorten(c.RemoteId, 320)!).ToList();
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.MailboxContacts.Include(c => c.Addresses).Where(c => c.MailboxId == mailboxId && ids.Contains(c.RemoteId)).ToDictionaryAsync(c => c.RemoteId, cancellationToken);
        foreach (var remote in page)
        {
            var id = Shorten(remote.RemoteId, 320)!;
            if (!known.TryGetValue(id, out var row))
                db.MailboxContacts.Add(known[id] = row = new MailboxContact { MailboxId = mailboxId, RemoteId = id });
            (row.Name, row.Company, row.JobTitle) = (remote.Name.Length > 0 ? Shorten(remote.Name, 300)! : row.Name, Shorten(remote.Company, 300), Shorten(remote.JobTitle, 300));
            (row.Phones, row.UpdatedAt) = (Shorten(string.Join('\n', remote.Phones), 500)!, now);
            var addresses = remote.Addresses.Select(a => a.Trim().ToLowerInvariant()).Where(a => a.Length is > 0 and <= 320).Distinct().Take(MaxAddresses).ToList();
            if (row.Addresses.OrderBy(a => a.Position).Select(a => a.Address).SequenceEqual(addresses))
                continue;
            // Rows are keyed by position: those that stay change their text.
            row.Addresses.RemoveAll(a => a.Position >= addresses.Count);
            for (var position = 0; position < addresses.Count; position++)
            {
                if (row.Addresses.Find(a => a.Position == position) is { } at)
                    at.Address = addresses[position];
                else
                    row.Addresses.Add(new MailboxContactAddress { ContactId = row.Id, Position = position, MailboxId = mailboxId, Address = addresses[position] });
            }
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string? Shorten(string? text, int length) => text is null || text.Length <= length ? text : text[..length];

    [LoggerMessage(1, LogLevel.Information, "{Count} contacts of mailbox {MailboxId} were read in {Milliseconds} ms")]
    private partial void LogSynced(long mailboxId, int count, long milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "The contacts of mailbox {MailboxId} could not be read: {Problem}")]
    private partial void LogFailed(long mailboxId, MailboxProblem problem);
}
