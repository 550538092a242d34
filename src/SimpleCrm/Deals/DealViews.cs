using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Deals;

/// <summary>Deals with what they point to, read together.</summary>
internal static class DealViews
{
    public static async Task<DealView?> FindAsync(SimpleCrmDbContext db, long id, CancellationToken cancellationToken) =>
        (await LoadAsync(db, await db.Deals.AsNoTracking().Where(d => d.Id == id && d.DeletedAt == null).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();

    public static async Task<IReadOnlyList<DealView>> LoadAsync(SimpleCrmDbContext db, IReadOnlyList<Deal> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        var ids = rows.Select(r => r.Id).ToList();
        var stages = await db.Stages.AsNoTracking().ToDictionaryAsync(s => s.Id, cancellationToken);
        var names = await RecordNames.LoadAsync(db, rows.Select(r => r.CompanyId), rows.Select(r => r.OwnerId), cancellationToken);
        var people = (await (from dc in db.DealContacts
                             join c in db.Contacts on dc.ContactId equals c.Id
                             where ids.Contains(dc.DealId) && c.DeletedAt == null
                             orderby c.SortName
                             select new { dc.DealId, c.Id, c.Name }).ToListAsync(cancellationToken)).ToLookup(p => p.DealId, p => new DealPerson(p.Id, p.Name));
        return [.. rows.Select(row => new DealView
        {
            Id = row.Id,
            Name = row.Name,
            PipelineId = row.PipelineId,
            StageId = row.StageId,
            StageName = stages[row.StageId].Name,
            StageKind = stages[row.StageId].Kind,
            StageSince = row.StageSince,
            CompanyId = row.CompanyId,
            CompanyName = names.Company(row.CompanyId),
            Contacts = [.. people[row.Id]],
            Value = row.Value,
            Currency = row.Currency,
            CloseDate = row.CloseDate,
            Probability = row.Probability ?? stages[row.StageId].Probability,
            OwnProbability = row.Probability,
            OwnerId = row.OwnerId,
            OwnerName = names.Person(row.OwnerId),
            Tags = RecordLists.SplitTags(row.Tags),
            Custom = CustomValues.Of(row),
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            Version = row.Version,
        })];
    }
}
