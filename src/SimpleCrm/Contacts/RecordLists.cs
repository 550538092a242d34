using System.Buffers.Text;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.CustomFields;
using SimpleCrm.Mail;

namespace SimpleCrm.Contacts;

/// <summary>Filters, orders and pages that lists of all kinds of records share.</summary>
internal static class RecordLists
{
    /// <summary>Those that are there and match.</summary>
    /// <param name="records">All of a kind.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="byWord">Whether the beginning of a word, given after a space, is a record's own or that of something it points to.</param>
    public static IQueryable<T> Matching<T>(this IQueryable<T> records, RecordQuery query, Func<string, Expression<Func<T, bool>>>? byWord = null) where T : CrmRecord
    {
        records = records.Where(r => r.DeletedAt == null);
        foreach (var word in SearchText.Tokens(query.Text).Take(8))
        {
            var start = $" {word}";
            records = byWord is null ? records.Where(r => r.Words.Contains(start)) : records.Where(byWord(start));
        }
        if (query.OwnerId is { } owner)
            records = records.Where(r => r.OwnerId == owner);
        if (query.IsUnowned)
            records = records.Where(r => r.OwnerId == null);
        return records;
    }

    /// <summary>One page, its ids in order; null when the cursor does not belong to this list.</summary>
    /// <param name="order">The values to order by, for orders by a custom field.</param>
    public static async Task<(IReadOnlyList<T> Rows, int Total, string? Next)?> PageAsync<T>(
        this IQueryable<T> records, RecordQuery query, IQueryable<CustomFieldValue>? order, CancellationToken cancellationToken) where T : CrmRecord
    {
        if (order is not null)
            return await PageByFieldAsync(records, query, order, cancellationToken);
        var size = Math.Clamp(query.PageSize, 1, RecordQuery.MaxPageSize);
        var total = await records.CountAsync(cancellationToken);
        var after = records;
        if (!string.IsNullOrEmpty(query.Cursor))
        {
            if (ReadCursor(query.Cursor) is not { } place || place.Order != query.Order)
                return null;
            after = After(records, place);
        }
        var ordered = query.Order switch
        {
            RecordOrder.Changed => after.OrderByDescending(r => r.UpdatedAt).ThenByDescending(r => r.Id),
            RecordOrder.Added => after.OrderByDescending(r => r.Id),
            _ => after.OrderBy(r => r.SortName).ThenBy(r => r.Id),
        };
        var rows = await ordered.Skip(Math.Max(0, query.Skip)).Take(size + 1).AsNoTracking().ToListAsync(cancellationToken);
        return (rows.Count > size ? rows[..size] : rows, total, rows.Count > size ? WriteCursor(query.Order, rows[size - 1]) : null);
    }

    // A cursor is "order id =key", or "order id ~" among the records without a value.
    private static async Task<(IReadOnlyList<T> Rows, int Total, string? Next)?> PageByFieldAsync<T>(
        IQueryable<T> records, RecordQuery query, IQueryable<CustomFieldValue> order, CancellationToken cancellationToken) where T : CrmRecord
    {
        var size = Math.Clamp(query.PageSize, 1, RecordQuery.MaxPageSize);
        var total = await records.CountAsync(cancellationToken);
        var isDown = query.Order == RecordOrder.FieldDescending;
        var keyed = from r in records
                    join v in order on r.Id equals v.RecordId into values
                    from v in values.DefaultIfEmpty()
                    select new { Row = r, Key = v == null ? null : v.SortKey };
        if (!string.IsNullOrEmpty(query.Cursor))
        {
            if (ReadCursor(query.Cursor) is not (var known, ['=' or '~', ..] mark, var id) || known != query.Order)
                return null;
            var key = mark[1..];
            keyed = mark[0] == '~' ? keyed.Where(k => k.Key == null && k.Row.Id > id)
                : isDown ? keyed.Where(k => k.Key == null || string.Compare(k.Key, key) < 0 || (k.Key == key && k.Row.Id > id))
                : keyed.Where(k => k.Key == null || string.Compare(k.Key, key) > 0 || (k.Key == key && k.Row.Id > id));
        }
        var byKey = keyed.OrderBy(k => k.Key == null);
        var rows = await (isDown ? byKey.ThenByDescending(k => k.Key) : byKey.ThenBy(k => k.Key)).ThenBy(k => k.Row.Id)
            .Skip(Math.Max(0, query.Skip)).Take(size + 1).AsNoTracking().ToListAsync(cancellationToken);
        var next = rows.Count > size ? WriteCursor(query.Order, rows[size - 1].Row.Id, rows[size - 1].Key is { } last ? $"={last}" : "~") : null;
        return ([.. rows.Take(size).Select(r => r.Row)], total, next);
    }

    public static string SortName(string name) => DisplayText.Truncate(string.Join(' ', SearchText.Tokens(name)), CrmRecord.NameLength);

    /// <summary>The words by which a record is found, from all texts of its own.</summary>
    public static string Words(params IEnumerable<string?> texts) =>
        DisplayText.Truncate(string.Concat(texts.SelectMany(SearchText.Tokens).Distinct(StringComparer.Ordinal).Select(word => $" {word}")), CrmRecord.WordsLength);

    public static IReadOnlyList<string> SplitTags(string tags) => tags.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Tags as stored: each once, in order.</summary>
    public static string JoinTags(IEnumerable<string> tags) => string.Join('\n', tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) is { Length: > 0 } all ? $"\n{all}\n" : "";

    private static IQueryable<T> After<T>(IQueryable<T> records, (RecordOrder Order, string Key, long Id) place) where T : CrmRecord
    {
        var (order, key, id) = place;
        if (order == RecordOrder.Added)
            return records.Where(r => r.Id < id);
        if (order == RecordOrder.Changed)
        {
            var time = new DateTime(long.Parse(key, CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return records.Where(r => r.UpdatedAt < time || (r.UpdatedAt == time && r.Id < id));
        }
        return records.Where(r => string.Compare(r.SortName, key) > 0 || (r.SortName == key && r.Id > id));
    }

    private static string WriteCursor(RecordOrder order, CrmRecord last)
    {
        var key = order switch
        {
            RecordOrder.Changed => last.UpdatedAt.Ticks.ToString(CultureInfo.InvariantCulture),
            RecordOrder.Added => "",
            _ => last.SortName,
        };
        return WriteCursor(order, last.Id, key);
    }

    private static string WriteCursor(RecordOrder order, long id, string key) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)order} {id} {key}")));

    private static (RecordOrder Order, string Key, long Id)? ReadCursor(string cursor)
    {
        if (!Base64Url.IsValid(cursor) || Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 3) is not [var order, var id, var key])
            return null;
        if (!int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Enum.IsDefined((RecordOrder)number)
            || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            return null;
        return (RecordOrder)number == RecordOrder.Changed && !(long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks)
            ? null
            : ((RecordOrder)number, key, last);
    }
}
