using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Views;

/// <summary>What the queries of views name and is there no more: archived fields, people, companies and pipelines.</summary>
internal sealed class ViewGaps
{
    private readonly HashSet<string> _fields;
    private readonly Dictionary<string, string> _archived;
    private readonly HashSet<long> _ids;

    private ViewGaps(HashSet<string> fields, Dictionary<string, string> archived, HashSet<long> ids) => (_fields, _archived, _ids) = (fields, archived, ids);

    public static async Task<ViewGaps> ReadAsync(SimpleCrmDbContext db, RecordKind kind, IEnumerable<string> queries, CancellationToken cancellationToken)
    {
        var fields = await CustomFieldSettings.ReadAsync(db, kind, withArchived: true, cancellationToken);
        var named = queries.SelectMany(ViewQuery.Parse).Where(p => p.Key is "owner" or "company" or "pipeline" && ViewQuery.IsId(p.Value))
            .ToLookup(p => p.Key, p => long.Parse(p.Value, CultureInfo.InvariantCulture));
        var (owners, companies, pipelines) = (named["owner"].Distinct().ToList(), named["company"].Distinct().ToList(), named["pipeline"].Distinct().ToList());
        var ids = new HashSet<long>();
        if (owners.Count > 0)
            ids.UnionWith(await db.Users.Where(u => owners.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellationToken));
        if (companies.Count > 0)
            ids.UnionWith(await db.Companies.Where(c => companies.Contains(c.Id) && c.DeletedAt == null).Select(c => c.Id).ToListAsync(cancellationToken));
        if (pipelines.Count > 0)
            ids.UnionWith(await db.Pipelines.Where(p => pipelines.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancellationToken));
        return new ViewGaps([.. fields.Where(f => !f.IsArchived).Select(f => f.Key)], fields.Where(f => f.IsArchived).ToDictionary(f => f.Key, f => f.Name), ids);
    }

    /// <summary>Parts a query, in words, that are gone; and the query without them.</summary>
    public (IReadOnlyList<string> Gone, string Usable) Of(string query)
    {
        var gone = new List<string>();
        var usable = new List<KeyValuePair<string, string>>();
        foreach (var pair in ViewQuery.Parse(query))
            if (Missing(pair) is { } words)
                gone.Add(words);
            else
                usable.Add(pair);
        return (gone.Count == 0 ? [] : [.. gone.Distinct()], ViewQuery.Write(usable));
    }

    private string? Missing(KeyValuePair<string, string> part) => part.Key switch
    {
        "field" when CustomFilter.Parse(part.Value) is { } filter && !_fields.Contains(filter.Key) => $"the custom field “{_archived.GetValueOrDefault(filter.Key, filter.Key)}”",
        "sort" when ViewQuery.OrderField(part.Value) is { } key && !_fields.Contains(key) => $"the order by the custom field “{_archived.GetValueOrDefault(key, key)}”",
        "owner" when IsGone(part.Value) => "an owner",
        "company" when IsGone(part.Value) => "a company",
        "pipeline" when IsGone(part.Value) => "a pipeline",
        _ => null,
    };

    private bool IsGone(string value) => ViewQuery.IsId(value) && !_ids.Contains(long.Parse(value, CultureInfo.InvariantCulture));
}
