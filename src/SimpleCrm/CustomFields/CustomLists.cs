using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.CustomFields;

/// <summary>Lists of records narrowed and ordered by custom fields.</summary>
internal static class CustomLists
{
    /// <summary>The records whose values match; and the values to order by, null where the query orders otherwise.</summary>
    public static async Task<(IQueryable<T> Records, IQueryable<CustomFieldValue>? Order)> ByCustomAsync<T>(
        this IQueryable<T> records, SimpleCrmDbContext db, RecordKind kind, RecordQuery query, CancellationToken cancellationToken) where T : CrmRecord
    {
        if (query.Custom.Count == 0 && query.OrderField is null)
            return (records, null);
        var keys = query.Custom.Select(c => c.Key).Append(query.OrderField).OfType<string>().ToList();
        var fields = await db.CustomFields.AsNoTracking().Where(f => f.Kind == kind && keys.Contains(f.Key)).ToDictionaryAsync(f => f.Key, cancellationToken);
        foreach (var filter in query.Custom)
            if (filter.Text.Length > 0 && fields.TryGetValue(filter.Key, out var field))
                records = Narrow(records, db, field, filter.Text);
        var order = query.OrderField is { } key && fields.TryGetValue(key, out var ordered) ? ordered.Id : 0;
        return (records, query.OrderField is null ? null : db.CustomFieldValues.Where(v => v.FieldId == order));
    }

    private static IQueryable<T> Narrow<T>(IQueryable<T> records, SimpleCrmDbContext db, CustomField field, string text) where T : CrmRecord
    {
        var values = db.CustomFieldValues.Where(v => v.FieldId == field.Id);
        if (text == CustomFilter.None)
            return records.Where(r => !values.Any(v => v.RecordId == r.Id));
        if (field.Type is CustomFieldType.Number or CustomFieldType.Date && text.IndexOf("..", StringComparison.Ordinal) is var at and >= 0)
        {
            if (Key(text[..at]) is { } from)
                values = values.Where(v => string.Compare(v.SortKey, from) >= 0);
            if (Key(text[(at + 2)..]) is { } to)
                values = values.Where(v => string.Compare(v.SortKey, to) <= 0);
        }
        else if (field.Type is CustomFieldType.Text or CustomFieldType.Link)
        {
            var part = CustomText.SortKey(field.Type, text);
            values = values.Where(v => v.SortKey.Contains(part));
        }
        else
        {
            var key = Key(text) ?? "";
            values = values.Where(v => v.SortKey == key);
        }
        return records.Where(r => values.Select(v => v.RecordId).Contains(r.Id));

        string? Key(string entered) => DisplayText.Clean(entered, 200) is { Length: > 0 } clean && CustomText.Read(field, clean).Text is { } read ? CustomText.SortKey(field.Type, read) : null;
    }
}
