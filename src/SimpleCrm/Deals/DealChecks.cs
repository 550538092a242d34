using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Deals;

/// <summary>Takes what a person entered into a deal, checked.</summary>
internal static class DealChecks
{
    private const decimal MostValue = 999_999_999_999.99m;

    public static async Task<Mistakes> ApplyAsync(SimpleCrmDbContext db, Deal row, DealContent content, DateTime now, CancellationToken cancellationToken)
    {
        var mistakes = new Mistakes();
        row.Name = mistakes.Name(content.Name);
        row.Tags = mistakes.Tags(content.Tags);
        await CustomValues.ApplyAsync(db, RecordKind.Deal, row, content.Custom, mistakes, cancellationToken);
        if (content.Value is < 0 or > MostValue)
            mistakes.Add("value", "Enter a value from 0 to 999,999,999,999.99.");
        if (content.Probability is < 0 or > 100)
            mistakes.Add("probability", "Enter a probability from 0 to 100 per cent.");
        var currency = (content.Currency ?? row.Currency).Trim().ToUpperInvariant();
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            mistakes.Add("currency", "Enter a currency by its three letters, like EUR.");
        (row.Value, row.Currency, row.Probability, row.CloseDate) = (decimal.Round(content.Value, 2), currency, content.Probability, content.CloseDate);
        await RecordWriting.CheckOwnerAsync(db, content.OwnerId, row.OwnerId, mistakes, cancellationToken);
        row.OwnerId = content.OwnerId;
        await StageAsync(db, row, content.StageId, now, mistakes, cancellationToken);
        await RecordWriting.CheckCompanyAsync(db, content.CompanyId, row.CompanyId, mistakes, cancellationToken);
        row.CompanyId = content.CompanyId;
        await ContactsAsync(db, row, content.ContactIds, mistakes, cancellationToken);
        row.Words = RecordLists.Words([row.Name, .. CustomValues.Words(row)]);
        return mistakes;
    }

    private static async Task StageAsync(SimpleCrmDbContext db, Deal row, long? stageId, DateTime now, Mistakes mistakes, CancellationToken cancellationToken)
    {
        if (stageId is null && row.StageId != 0)
            return;
        if (stageId is null)
            await Pipelines.AddUsualAsync(db, cancellationToken);
        var stage = stageId is { } wanted
            ? await db.Stages.AsNoTracking().SingleOrDefaultAsync(s => s.Id == wanted, cancellationToken)
            : await (from s in db.Stages.AsNoTracking()
                     join p in db.Pipelines on s.PipelineId equals p.Id
                     orderby p.Position, p.Id, s.Position
                     select s).FirstOrDefaultAsync(cancellationToken);
        if (stage is null)
            mistakes.Add("stageId", "There is no such stage: see the list of pipelines.");
        else if (row.StageId != stage.Id)
        {
            (row.PipelineId, row.StageId, row.StageSince) = (stage.PipelineId, stage.Id, now);
            row.Position = await DealOrder.PositionAsync(db, row.Id, stage.Id, null, cancellationToken);
        }
    }

    private static async Task ContactsAsync(SimpleCrmDbContext db, Deal row, IReadOnlyList<long> ids, Mistakes mistakes, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        if (wanted.Count > Deal.MostContacts)
            mistakes.Add("contactIds", $"A deal can have at most {Deal.MostContacts} contacts.");
        var kept = row.Contacts.Select(c => c.ContactId).ToHashSet();
        var added = wanted.Where(id => !kept.Contains(id)).ToList();
        if (added.Count > 0 && await db.Contacts.CountAsync(c => added.Contains(c.Id) && c.DeletedAt == null, cancellationToken) < added.Count)
            mistakes.Add("contactIds", "One of these contacts is not there. Choose contacts from the list.");
        row.Contacts.RemoveAll(c => !wanted.Contains(c.ContactId));
        row.Contacts.AddRange(added.Select(id => new DealContact { DealId = row.Id, ContactId = id }));
    }
}
