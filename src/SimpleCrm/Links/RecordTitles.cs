using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;

namespace SimpleCrm.Links;

/// <summary>Names of records of any kind, read at once. Deleted records are left out.</summary>
internal static class RecordTitles
{
    public static async Task<Dictionary<RecordReference, string>> TitlesAsync(this SimpleCrmDbContext db, IEnumerable<RecordReference> records, CancellationToken cancellationToken)
    {
        var titles = new Dictionary<RecordReference, string>();
        foreach (var group in records.Distinct().GroupBy(r => r.Kind, r => r.Id))
        {
            var ids = group.ToList();
            var found = await db.Named(group.Key).Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }).ToListAsync(cancellationToken);
            foreach (var record in found)
                titles[new RecordReference(group.Key, record.Id)] = record.Name;
        }
        return titles;
    }

    /// <summary>Whether a record is there and not deleted.</summary>
    public static Task<bool> ExistsAsync(this SimpleCrmDbContext db, RecordReference record, CancellationToken cancellationToken) =>
        db.Named(record.Kind).AnyAsync(r => r.Id == record.Id, cancellationToken);

    // Each kind is a table of its own: the same few columns of each.
    private static IQueryable<NamedRecord> Named(this SimpleCrmDbContext db, RecordKind kind) => kind switch
    {
        RecordKind.Contact => Of(db.Contacts),
        RecordKind.Lead => Of(db.Leads),
        RecordKind.Company => Of(db.Companies),
        _ => Of(db.Deals),
    };

    private static IQueryable<NamedRecord> Of<T>(IQueryable<T> records) where T : CrmRecord =>
        records.Where(r => r.DeletedAt == null).Select(r => new NamedRecord { Id = r.Id, Name = r.Name });

    private sealed class NamedRecord
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
    }
}
