using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Links;

namespace SimpleCrm.Timeline;

/// <summary>Logs what is about to be changed of a record, in the transaction that changes it.</summary>
internal static class RecordHistory
{
    // What follows from other fields, or is nobody's news.
    private static readonly HashSet<string> Silent =
    [
        nameof(CrmRecord.SortName), nameof(CrmRecord.Words), nameof(CrmRecord.CreatedAt), nameof(CrmRecord.UpdatedAt), nameof(CrmRecord.Version), nameof(CrmRecord.DeletedAt), nameof(CrmRecord.MergedIntoId), nameof(CrmRecord.Custom),
        nameof(Deal.PipelineId), nameof(Deal.StageSince), nameof(Deal.Position), nameof(Lead.AddressKey), nameof(Lead.IsUnmatched), nameof(Lead.ContactId), nameof(Lead.DealId), nameof(Lead.ConvertedAt),
    ];

    /// <summary>Adds activities for the changes of a tracked record that are not saved yet: one for a deal's stage, one for everything else.</summary>
    public static async Task AddChangesAsync(this SimpleCrmDbContext db, CrmRecord record, long userId, DateTime now, CancellationToken cancellationToken)
    {
        var entry = db.Entry(record);
        var changed = entry.Properties.Where(p => p.IsModified && !Silent.Contains(p.Metadata.Name) && !Equals(p.OriginalValue, p.CurrentValue)).ToList();
        var fields = new List<FieldChange>();
        foreach (var property in changed.Where(p => p.Metadata.Name != nameof(Deal.StageId)))
            fields.Add(new FieldChange(Name(property), await TextAsync(db, property, property.OriginalValue, cancellationToken), await TextAsync(db, property, property.CurrentValue, cancellationToken)));
        AddList<ContactAddress>(db, fields, "addresses", a => a.ContactId == record.Id, nameof(ContactAddress.Position), nameof(ContactAddress.Address));
        AddList<CompanyDomain>(db, fields, "domains", d => d.CompanyId == record.Id, nameof(CompanyDomain.Position), nameof(CompanyDomain.Domain));
        await AddCustomAsync(db, entry.Property(r => r.Custom), RecordNotices.KindOf(record.GetType()), fields, cancellationToken);
        if (fields.Count > 0)
            Add(db, ActivityType.FieldChange, fields, [new RecordReference(RecordNotices.KindOf(record.GetType()), record.Id)], userId, now);
        if (changed.Find(p => p.Metadata.Name == nameof(Deal.StageId)) is { } stage && record is Deal deal)
        {
            var change = new FieldChange("stage", await TextAsync(db, stage, stage.OriginalValue, cancellationToken), await TextAsync(db, stage, stage.CurrentValue, cancellationToken));
            Add(db, ActivityType.StageChange, [change], await AboutAsync(db, deal, cancellationToken), userId, now);
        }
    }

    /// <summary>Adds and stores activities for records that were given to somebody else, many at once.</summary>
    public static async Task LogOwnersAsync<T>(
        this SimpleCrmDbContext db, IReadOnlyCollection<FormerOwner> former, long? ownerId, long userId, DateTime now, CancellationToken cancellationToken) where T : CrmRecord
    {
        var people = former.Select(f => f.OwnerId).Append(ownerId).OfType<long>().Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        foreach (var record in former)
            Add(db, ActivityType.FieldChange, [new FieldChange("owner", NameOf(record.OwnerId), NameOf(ownerId))], [new RecordReference(RecordNotices.KindOf(typeof(T)), record.RecordId)], userId, now);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();

        string? NameOf(long? id) => id is { } key ? names.GetValueOrDefault(key) : null;
    }

    /// <summary>Adds an activity that tells of a merge (name added), or of its undoing (name gone).</summary>
    public static void LogMerge(this SimpleCrmDbContext db, RecordReference survivor, string? gone, string? added, long userId, DateTime now) =>
        Add(db, ActivityType.FieldChange, [new FieldChange("mergedWith", gone, added)], [survivor], userId, now);

    // A deal that moves is news for its company and its contacts too.
    private static async Task<List<RecordReference>> AboutAsync(SimpleCrmDbContext db, Deal deal, CancellationToken cancellationToken)
    {
        var about = new List<RecordReference> { new(RecordKind.Deal, deal.Id) };
        if (deal.CompanyId is { } company)
            about.Add(new RecordReference(RecordKind.Company, company));
        about.AddRange((await db.DealContacts.Where(c => c.DealId == deal.Id).Select(c => c.ContactId).ToListAsync(cancellationToken)).Select(id => new RecordReference(RecordKind.Contact, id)));
        return about;
    }

    private static void Add(SimpleCrmDbContext db, ActivityType type, IReadOnlyList<FieldChange> changes, IReadOnlyList<RecordReference> records, long userId, DateTime now)
    {
        var activity = new Activity { Type = type, OccurredAt = now, UserId = userId, ChangesJson = JsonSerializer.Serialize(changes), CreatedAt = now, UpdatedAt = now };
        db.Activities.Add(activity);
        db.RecordLinks.AddRange(records.Select(r => ActivityLog.LinkOf(activity, r, userId)));
    }

    private static void AddList<T>(SimpleCrmDbContext db, List<FieldChange> fields, string name, Func<T, bool> isOwn, string position, string text) where T : class
    {
        var entries = db.ChangeTracker.Entries<T>().Where(e => isOwn(e.Entity)).ToList();
        var before = entries.Where(e => e.State != EntityState.Added).OrderBy(e => (int)e.Property(position).OriginalValue!).Select(e => (string)e.Property(text).OriginalValue!).ToList();
        var after = entries.Where(e => e.State is not (EntityState.Deleted or EntityState.Detached)).OrderBy(e => (int)e.Property(position).CurrentValue!).Select(e => (string)e.Property(text).CurrentValue!).ToList();
        if (!before.SequenceEqual(after))
            fields.Add(new FieldChange(name, Text(string.Join(", ", before)), Text(string.Join(", ", after))));
    }

    private static async Task AddCustomAsync(SimpleCrmDbContext db, PropertyEntry<CrmRecord, string> custom, RecordKind kind, List<FieldChange> fields, CancellationToken cancellationToken)
    {
        if (custom.OriginalValue == custom.CurrentValue)
            return;
        var (before, after) = (CustomValues.Parse(custom.OriginalValue), CustomValues.Parse(custom.CurrentValue));
        var names = await db.CustomFields.Where(f => f.Kind == kind).OrderBy(f => f.Position).ThenBy(f => f.Id).Select(f => new { f.Key, f.Name }).ToListAsync(cancellationToken);
        fields.AddRange(names.Where(n => before.GetValueOrDefault(n.Key) != after.GetValueOrDefault(n.Key)).Select(n => new FieldChange(n.Name, before.GetValueOrDefault(n.Key), after.GetValueOrDefault(n.Key))));
    }

    private static string Name(PropertyEntry property)
    {
        var name = property.Metadata.Name.EndsWith("Id", StringComparison.Ordinal) ? property.Metadata.Name[..^2] : property.Metadata.Name;
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}";
    }

    private static async Task<string?> TextAsync(SimpleCrmDbContext db, PropertyEntry property, object? value, CancellationToken cancellationToken) => (property.Metadata.Name, value) switch
    {
        (_, null) => null,
        (nameof(CrmRecord.OwnerId), long id) => await db.Users.Where(u => u.Id == id).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken),
        (nameof(Contact.CompanyId), long id) => await db.Companies.Where(c => c.Id == id).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken),
        (nameof(Deal.StageId), long id) => await db.Stages.Where(s => s.Id == id).Select(s => s.Name).SingleOrDefaultAsync(cancellationToken),
        (_, string text) => Text(text.Trim('\n').Replace("\n", ", ", StringComparison.Ordinal)),
        (_, IFormattable number) => number.ToString(number is DateOnly ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture),
        (_, var other) => other.ToString(),
    };

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
