using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Tagging;

/// <summary>Keeps <see cref="RecordTag"/> equal to what records say of their tags, in the transaction that changes them, whoever does.</summary>
internal static class TagIndex
{
    // Records read at once.
    private const int Batch = 500;

    /// <summary>Those that have a tag; all of them when none is asked for.</summary>
    public static IQueryable<T> Tagged<T>(this IQueryable<T> records, SimpleCrmDbContext db, string? tag) where T : CrmRecord
    {
        if (string.IsNullOrWhiteSpace(tag))
            return records;
        var (name, kind) = (tag.Trim().ToLowerInvariant(), RecordNotices.KindOf(typeof(T)));
        return records.Where(r => db.RecordTags.Where(t => t.Kind == kind && db.Tags.Any(g => g.Id == t.TagId && g.Name == name)).Select(t => t.RecordId).Contains(r.Id));
    }

    /// <summary>Takes in the changes that are about to be stored.</summary>
    public static async Task FollowAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        // Most contexts hold no record at all: they are not searched for changes twice.
        var isDetecting = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var hasRecords = db.ChangeTracker.Entries<CrmRecord>().Any();
        db.ChangeTracker.AutoDetectChangesEnabled = isDetecting;
        if (!hasRecords)
            return;
        var changed = db.ChangeTracker.Entries<CrmRecord>()
            .Where(e => e.State == EntityState.Added || e.State == EntityState.Modified && e.Property(r => r.Tags).IsModified)
            .Select(e => (Record: e.Entity, Tags: RecordLists.SplitTags(e.Entity.Tags), Former: e.State == EntityState.Added ? [] : RecordLists.SplitTags(e.Property(r => r.Tags).OriginalValue)))
            .Where(c => c.Tags.Count + c.Former.Count > 0).ToList();
        foreach (var kind in changed.GroupBy(c => RecordNotices.KindOf(c.Record.GetType())))
        {
            foreach (var batch in kind.Chunk(Batch))
                await WriteAsync(db, kind.Key, [.. batch.Select(c => (c.Record.Id, c.Tags))], cancellationToken);
        }
    }

    /// <summary>Indexes the records of a database that had tags before there was an index. Does nothing once there is one.</summary>
    public static async Task FillAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        if (await db.RecordTags.AnyAsync(cancellationToken))
            return;
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        // Another process that started along with this one may have done it while this one waited.
        if (await db.RecordTags.AnyAsync(cancellationToken))
            return;
        await FillAsync(db, db.Contacts, cancellationToken);
        await FillAsync(db, db.Companies, cancellationToken);
        await FillAsync(db, db.Leads, cancellationToken);
        await FillAsync(db, db.Deals, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task FillAsync<T>(SimpleCrmDbContext db, IQueryable<T> records, CancellationToken cancellationToken) where T : CrmRecord
    {
        var last = 0L;
        while (await records.Where(r => r.Id > last && r.Tags != "").OrderBy(r => r.Id).Take(Batch).Select(r => new { r.Id, r.Tags }).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            last = batch[^1].Id;
            await WriteAsync(db, RecordNotices.KindOf(typeof(T)), batch.ConvertAll(r => (r.Id, RecordLists.SplitTags(r.Tags))), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task WriteAsync(SimpleCrmDbContext db, RecordKind kind, IReadOnlyList<(long Id, IReadOnlyList<string> Tags)> records, CancellationToken cancellationToken)
    {
        var tags = await TagsAsync(db, records.SelectMany(r => r.Tags), cancellationToken);
        var ids = records.Select(r => r.Id).ToList();
        var stored = await db.RecordTags.Where(t => t.Kind == kind && ids.Contains(t.RecordId)).ToListAsync(cancellationToken);
        var wanted = records.SelectMany(r => r.Tags.Select(name => (TagId: tags[name].Id, RecordId: r.Id))).ToHashSet();
        db.RecordTags.RemoveRange(stored.Where(t => !wanted.Contains((t.TagId, t.RecordId))));
        wanted.ExceptWith(stored.Select(t => (t.TagId, t.RecordId)));
        db.RecordTags.AddRange(wanted.Select(w => new RecordTag { TagId = w.TagId, Kind = kind, RecordId = w.RecordId }));
    }

    // New ones come to be. One may be in the context that is not stored yet.
    private static async Task<Dictionary<string, Tag>> TagsAsync(SimpleCrmDbContext db, IEnumerable<string> all, CancellationToken cancellationToken)
    {
        var names = all.Distinct(StringComparer.Ordinal).ToList();
        var tags = db.Tags.Local.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var batch in names.Where(n => !tags.ContainsKey(n)).ToList().Chunk(Batch))
        {
            foreach (var tag in await db.Tags.Where(t => batch.Contains(t.Name)).ToListAsync(cancellationToken))
                tags[tag.Name] = tag;
        }
        foreach (var name in names.Where(n => !tags.ContainsKey(n)))
            tags[name] = db.Tags.Add(new Tag { Name = name }).Entity;
        return tags;
    }
}
