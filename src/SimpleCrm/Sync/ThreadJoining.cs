using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;

namespace SimpleCrm.Sync;

/// <summary>
/// Finds the conversation of new emails: the provider's where it has one, else the one that any of their Message-IDs already belongs to,
/// seen or only referred to. An email that belongs to several conversations makes one of them. Subjects play no part.
/// </summary>
internal sealed class ThreadJoining
{
    private readonly Dictionary<byte[], long> _byKey;
    private readonly Dictionary<string, long> _byExternalId;
    private readonly Dictionary<long, long> _mergedInto = [];
    private readonly List<(byte[] Key, long ThreadId)> _newKeys = [];

    private ThreadJoining(Dictionary<byte[], long> byKey, Dictionary<string, long> byExternalId)
    {
        _byKey = byKey;
        _byExternalId = byExternalId;
    }

    /// <summary>Provider's conversation ids of threads that have no row yet.</summary>
    public Dictionary<long, string> ExternalIds { get; } = [];

    public static async Task<ThreadJoining> LoadAsync(SimpleCrmDbContext db, long mailboxId, IReadOnlyCollection<IntakeItem> items, CancellationToken cancellationToken)
    {
        var byKey = new Dictionary<byte[], long>(EmailIdentity.Comparer);
        foreach (var keys in items.SelectMany(i => i.ThreadKeys).Distinct(EmailIdentity.Comparer).Chunk(1000))
        {
            var list = keys.ToList();
            foreach (var found in await db.ThreadReferences.AsNoTracking()
                .Where(r => r.MailboxId == mailboxId && list.Contains(r.MessageIdHash))
                .Select(r => new { r.MessageIdHash, r.ThreadId }).ToListAsync(cancellationToken))
                byKey[found.MessageIdHash] = found.ThreadId;
        }
        var externalIds = items.Select(i => i.ExternalThreadId).OfType<string>().Distinct().ToList();
        var byExternalId = externalIds.Count == 0 ? [] : await db.Threads.AsNoTracking()
            .Where(t => t.MailboxId == mailboxId && t.ExternalId != null && externalIds.Contains(t.ExternalId))
            .GroupBy(t => t.ExternalId!).Select(g => new { g.Key, Id = g.Min(t => t.Id) })
            .ToDictionaryAsync(t => t.Key, t => t.Id, cancellationToken);
        return new ThreadJoining(byKey, byExternalId);
    }

    /// <summary>The thread of an email that is new, or that keeps the thread it has.</summary>
    public long Join(IntakeItem item, long? current)
    {
        var threads = new HashSet<long>();
        if (current is { } own)
            threads.Add(Survivor(own));
        // The provider's word goes before the headers'.
        if (item.ExternalThreadId is { } externalId && _byExternalId.TryGetValue(externalId, out var known))
            threads.Add(Survivor(known));
        else
            threads.UnionWith(item.ThreadKeys.Select(key => _byKey.TryGetValue(key, out var id) ? Survivor(id) : 0).Where(id => id != 0));
        var thread = threads.Count == 0 ? RowId.Next() : threads.Min();
        foreach (var other in threads.Where(t => t != thread))
            _mergedInto[other] = thread;
        foreach (var key in item.ThreadKeys)
        {
            if (_byKey.TryAdd(key, thread))
                _newKeys.Add((key, thread));
        }
        if (item.ExternalThreadId is { } fresh && _byExternalId.TryAdd(fresh, thread))
            ExternalIds[thread] = fresh;
        return thread;
    }

    /// <summary>The thread that took a merged one in, or the thread itself.</summary>
    public long Survivor(long threadId)
    {
        while (_mergedInto.TryGetValue(threadId, out var next))
            threadId = next;
        return threadId;
    }

    /// <summary>Stores new references and carries merges out. Call it after the emails of the page are inserted.</summary>
    /// <returns>The threads that are no more.</returns>
    public async Task<IReadOnlyCollection<long>> SaveAsync(SimpleCrmDbContext db, long mailboxId, CancellationToken cancellationToken)
    {
        await db.InsertAllAsync([.. _newKeys.Select(k => new ThreadReference { MailboxId = mailboxId, MessageIdHash = k.Key, ThreadId = Survivor(k.ThreadId) })], cancellationToken);
        foreach (var group in _mergedInto.Keys.GroupBy(Survivor))
        {
            var survivor = group.Key;
            await ThreadMerging.RunAsync(db, mailboxId, survivor, [.. group], cancellationToken);
            foreach (var merged in group.Chunk(500))
            {
                var ids = merged.ToList();
                await db.Emails.Where(e => ids.Contains(e.ThreadId)).ExecuteUpdateAsync(s => s.SetProperty(e => e.ThreadId, survivor), cancellationToken);
                await db.ThreadReferences.Where(r => ids.Contains(r.ThreadId)).ExecuteUpdateAsync(s => s.SetProperty(r => r.ThreadId, survivor), cancellationToken);
                await db.ThreadLinks.Where(l => ids.Contains(l.ThreadId)).ExecuteUpdateAsync(s => s.SetProperty(l => l.ThreadId, survivor), cancellationToken);
                await db.ThreadPlacements.Where(p => ids.Contains(p.ThreadId)).ExecuteDeleteAsync(cancellationToken);
                await db.Threads.Where(t => ids.Contains(t.Id)).ExecuteDeleteAsync(cancellationToken);
            }
        }
        return _mergedInto.Keys;
    }
}
