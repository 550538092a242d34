using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;

namespace SimpleCrm.Tagging;

/// <summary>Renames, merges, colours and deletes tags, for admins. What changes a tag's name changes the records that have it.</summary>
public sealed class TagEditing(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private const int Batch = 500;
    private const string Refusal = "Only an admin can change tags.", Gone = "This tag no longer exists.";

    /// <summary>Says what is wrong, or null.</summary>
    public async Task<string?> RecolourAsync(Viewer viewer, long id, TagColour colour, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return Refusal;
        if (!Enum.IsDefined(colour))
            return "Choose one of the colours.";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Tags.Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Colour, colour), cancellationToken) == 1 ? null : Gone;
    }

    /// <summary>Says what is wrong, or null.</summary>
    /// <param name="name">1 to 40 characters; case does not count.</param>
    public async Task<string?> RenameAsync(Viewer viewer, long id, string name, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        if (viewer.Role != Role.Admin)
            return Refusal;
        if (RecordLists.SplitTags(mistakes.Tags([name])) is not [var wanted] || mistakes.Any)
            return $"Give the tag a name of at most {Tag.NameLength} characters.";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await db.Tags.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } tag)
            return Gone;
        if (tag.Name == wanted)
            return null;
        if (await db.Tags.AnyAsync(t => t.Name == wanted, cancellationToken))
            return "There is already a tag with this name. Merge the two instead.";
        // The name goes first: records then find it, and the same row stays.
        await db.Tags.Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Name, wanted), cancellationToken);
        await ReplaceAsync(db, tag, wanted, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Makes two tags one: records with the first have the second then, and the first is gone. Says what is wrong, or null.</summary>
    public async Task<string?> MergeAsync(Viewer viewer, long id, long intoId, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return Refusal;
        if (id == intoId)
            return "Choose another tag.";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Tags.Where(t => t.Id == intoId).Select(t => t.Name).SingleOrDefaultAsync(cancellationToken) is { } into ? await EndAsync(db, id, into, cancellationToken) : Gone;
    }

    /// <summary>Takes a tag off all records and deletes it. Says what is wrong, or null.</summary>
    public async Task<string?> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return Refusal;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await EndAsync(db, id, null, cancellationToken);
    }

    private async Task<string?> EndAsync(SimpleCrmDbContext db, long id, string? name, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await db.Tags.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } tag)
            return Gone;
        await ReplaceAsync(db, tag, name, cancellationToken);
        await db.RecordTags.Where(t => t.TagId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Tags.Where(t => t.Id == id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    // Deleted records, too: they may be restored.
    private async Task ReplaceAsync(SimpleCrmDbContext db, Tag tag, string? name, CancellationToken cancellationToken)
    {
        await ReplaceAsync<Contact>(db, tag, name, cancellationToken);
        await ReplaceAsync<Company>(db, tag, name, cancellationToken);
        await ReplaceAsync<Lead>(db, tag, name, cancellationToken);
        await ReplaceAsync<Deals.Deal>(db, tag, name, cancellationToken);
    }

    private async Task ReplaceAsync<T>(SimpleCrmDbContext db, Tag tag, string? name, CancellationToken cancellationToken) where T : CrmRecord
    {
        var kind = RecordNotices.KindOf(typeof(T));
        var ids = await db.RecordTags.Where(t => t.TagId == tag.Id && t.Kind == kind).Select(t => t.RecordId).ToListAsync(cancellationToken);
        foreach (var batch in ids.Chunk(Batch))
        {
            foreach (var row in await db.Set<T>().Where(r => batch.Contains(r.Id)).ToListAsync(cancellationToken))
            {
                var others = RecordLists.SplitTags(row.Tags).Where(t => t != tag.Name);
                row.Tags = RecordLists.JoinTags(name is null ? others : others.Append(name));
                row.Touch(time.GetUtcNow().UtcDateTime, isNew: false);
            }
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }
}
