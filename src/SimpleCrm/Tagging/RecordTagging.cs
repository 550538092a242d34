using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Timeline;

namespace SimpleCrm.Tagging;

/// <summary>Puts tags on many records at once. Everybody who is signed in may, as they may change records.</summary>
public sealed class RecordTagging(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>All tags by name, with how many records have them.</summary>
    public async Task<IReadOnlyList<TagView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tags = await db.Tags.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken);
        var there = db.Contacts.Where(r => r.DeletedAt == null).Select(r => r.Id)
            .Concat(db.Leads.Where(r => r.DeletedAt == null).Select(r => r.Id))
            .Concat(db.Companies.Where(r => r.DeletedAt == null).Select(r => r.Id))
            .Concat(db.Deals.Where(r => r.DeletedAt == null).Select(r => r.Id));
        var counts = await db.RecordTags.Where(t => there.Contains(t.RecordId)).GroupBy(t => t.TagId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return tags.ConvertAll(t => new TagView(t.Id, t.Name, t.Colour, counts.GetValueOrDefault(t.Id)));
    }

    /// <summary>The colours of all tags by their names.</summary>
    public async Task<IReadOnlyDictionary<string, TagColour>> ColoursAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Tags.AsNoTracking().ToDictionaryAsync(t => t.Name, t => t.Colour, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>The tags that at least one of these records has, by name.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Viewer viewer, RecordKind kind, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var batch in ids.Distinct().Chunk(Batch))
            names.UnionWith(await db.Tags.Where(g => db.RecordTags.Any(t => t.TagId == g.Id && t.Kind == kind && batch.Contains(t.RecordId))).Select(g => g.Name).ToListAsync(cancellationToken));
        return [.. names];
    }

    /// <summary>
    /// Puts a tag on records, or takes it off, all or nothing. Those that have as many tags as a record can have stay as they are. To take it back, the
    /// opposite is done to what was returned.
    /// </summary>
    /// <param name="name">1 to 40 characters; case does not count.</param>
    /// <returns>The records that were changed by it; null when the name is none.</returns>
    public async Task<IReadOnlyList<long>?> ChangeAsync(Viewer viewer, RecordKind kind, IReadOnlyList<long> ids, string name, bool isPutOn, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        if (RecordLists.SplitTags(mistakes.Tags([name])) is not [var tag] || mistakes.Any)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var changed = kind switch
        {
            RecordKind.Contact => await ChangeAsync<Contact>(db, viewer, ids, tag, isPutOn, cancellationToken),
            RecordKind.Company => await ChangeAsync<Company>(db, viewer, ids, tag, isPutOn, cancellationToken),
            RecordKind.Lead => await ChangeAsync<Lead>(db, viewer, ids, tag, isPutOn, cancellationToken),
            RecordKind.Deal => await ChangeAsync<Deals.Deal>(db, viewer, ids, tag, isPutOn, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private async Task<IReadOnlyList<long>> ChangeAsync<T>(SimpleCrmDbContext db, Viewer viewer, IReadOnlyList<long> ids, string tag, bool isPutOn, CancellationToken cancellationToken) where T : CrmRecord
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changed = new List<long>();
        foreach (var batch in ids.Distinct().Chunk(Batch))
        {
            foreach (var row in await db.Set<T>().Where(r => r.DeletedAt == null && batch.Contains(r.Id)).ToListAsync(cancellationToken))
            {
                var tags = RecordLists.SplitTags(row.Tags);
                if (tags.Contains(tag) == isPutOn || isPutOn && tags.Count >= Tag.MostOfRecord)
                    continue;
                row.Tags = RecordLists.JoinTags(isPutOn ? [.. tags, tag] : tags.Where(t => t != tag));
                row.Touch(now, isNew: false);
                await db.AddChangesAsync(row, viewer.UserId, now, cancellationToken);
                changed.Add(row.Id);
            }
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
        return changed;
    }
}
