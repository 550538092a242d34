using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.CustomFields;

/// <summary>The values of custom fields in records, and in the table by which lists are narrowed and ordered.</summary>
internal static class CustomValues
{
    /// <summary>The stored texts of a record by the keys of their fields.</summary>
    public static IReadOnlyDictionary<string, string> Of(CrmRecord row) => Parse(row.Custom);

    public static IReadOnlyDictionary<string, string> Parse(string json) => json.Length == 0 ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    /// <summary>The same as content: what somebody would have entered.</summary>
    public static IReadOnlyDictionary<string, string?> ContentOf(CrmRecord row) => Of(row).ToDictionary(v => v.Key, v => (string?)v.Value);

    /// <summary>Words by which a record is found.</summary>
    public static IEnumerable<string> Words(CrmRecord row) => Of(row).Values;

    /// <summary>Takes values in. Fields that are not named stay as they are; null takes a value away, and so does an empty text where the field may be empty.</summary>
    /// <param name="values">Null when nothing is said about custom fields.</param>
    public static async Task ApplyAsync(SimpleCrmDbContext db, RecordKind kind, CrmRecord row, IReadOnlyDictionary<string, string?>? values, Mistakes mistakes, CancellationToken cancellationToken)
    {
        if (values is null)
            return;
        var fields = await db.CustomFields.AsNoTracking().Where(f => f.Kind == kind).ToDictionaryAsync(f => f.Key, cancellationToken);
        var stored = new SortedDictionary<string, string>(Of(row).ToDictionary(), StringComparer.Ordinal);
        var before = stored.ToDictionary();
        foreach (var (key, value) in values)
        {
            var entered = DisplayText.Clean(value, 2000);
            if (before.GetValueOrDefault(key, "") == entered)
                continue;
            if (!fields.TryGetValue(key, out var field))
                mistakes.Add(FieldOf(key), "There is no such field. Ask an admin to add it.");
            else if (entered.Length == 0)
            {
                if (value is not null && field is { IsRequired: true, ArchivedAt: null })
                    mistakes.Add(FieldOf(key), $"{field.Name} cannot be empty.");
                stored.Remove(key);
            }
            else if (field.ArchivedAt is not null)
                mistakes.Add(FieldOf(key), $"{field.Name} is archived. An admin can bring it back.");
            else if (CustomText.Read(field, entered) is var (text, mistake) && text is not null)
                stored[key] = text;
            else
                mistakes.Add(FieldOf(key), mistake);
        }
        // New records alone: those that were there before a field became required stay as they are.
        if (row.CreatedAt == default)
            foreach (var missing in fields.Values.Where(f => f is { IsRequired: true, ArchivedAt: null } && !stored.ContainsKey(f.Key)))
                mistakes.Add(FieldOf(missing.Key), $"Enter {missing.Name}.");
        if (!mistakes.Any)
            await StoreAsync(db, row, stored, fields, cancellationToken);
    }

    /// <summary>Gives a new record those values of another that fit a field of the same key and type.</summary>
    public static async Task CopyAsync(SimpleCrmDbContext db, CrmRecord from, RecordKind fromKind, CrmRecord to, RecordKind toKind, CancellationToken cancellationToken)
    {
        var values = Of(from);
        if (values.Count == 0)
            return;
        var fields = await db.CustomFields.AsNoTracking().Where(f => (f.Kind == fromKind || f.Kind == toKind) && f.ArchivedAt == null).ToListAsync(cancellationToken);
        var types = fields.Where(f => f.Kind == fromKind).ToDictionary(f => f.Key, f => f.Type);
        var targets = fields.Where(f => f.Kind == toKind && types.TryGetValue(f.Key, out var type) && type == f.Type).ToDictionary(f => f.Key);
        var stored = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, text) in values)
            if (targets.TryGetValue(key, out var target) && CustomText.Read(target, text).Text is { } read)
                stored[key] = read;
        await StoreAsync(db, to, stored, targets, cancellationToken);
        to.Words = RecordLists.Words([to.Words, .. stored.Values]);
    }

    private static async Task StoreAsync(SimpleCrmDbContext db, CrmRecord row, SortedDictionary<string, string> stored, Dictionary<string, CustomField> fields, CancellationToken cancellationToken)
    {
        var json = stored.Count == 0 ? "" : JsonSerializer.Serialize(stored);
        if (json == row.Custom)
            return;
        row.Custom = json;
        var wanted = stored.Where(s => fields.ContainsKey(s.Key)).ToDictionary(s => fields[s.Key].Id, s => CustomText.SortKey(fields[s.Key].Type, s.Value));
        var rows = row.CreatedAt == default ? [] : await db.CustomFieldValues.Where(v => v.RecordId == row.Id).ToListAsync(cancellationToken);
        foreach (var value in rows)
            if (wanted.Remove(value.FieldId, out var key))
                value.SortKey = key;
            else
                db.CustomFieldValues.Remove(value);
        db.CustomFieldValues.AddRange(wanted.Select(w => new CustomFieldValue { FieldId = w.Key, RecordId = row.Id, SortKey = w.Value }));
    }

    private static string FieldOf(string key) => $"custom.{key}";
}
