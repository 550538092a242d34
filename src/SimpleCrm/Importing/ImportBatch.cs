using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Merging;
using SimpleCrm.Timeline;

namespace SimpleCrm.Importing;

/// <summary>Takes rows of an import in, and back, within the open transaction.</summary>
internal sealed class ImportBatch(SimpleCrmDbContext db, RecordImport import, DateTime now)
{
    private readonly IReadOnlyList<string> _mapping = JsonSerializer.Deserialize<List<string>>(import.MappingJson)!;
    private readonly Dictionary<string, long?> _owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Companies that were made for contacts, as rows below zero.</summary>
    public List<ImportRow> Made { get; } = [];

    /// <summary>Takes a row in. What is wrong with it is put into it.</summary>
    public Task TakeAsync(ImportRow row, CancellationToken cancellationToken) => import.Kind switch
    {
        RecordKind.Contact => TakeAsync(ImportKinds.Contacts, row, cancellationToken),
        RecordKind.Company => TakeAsync(ImportKinds.Companies, row, cancellationToken),
        _ => TakeAsync(ImportKinds.Leads, row, cancellationToken),
    };

    /// <summary>Takes back what was done for a row, unless somebody changed the record since.</summary>
    public Task TakeBackAsync(ImportRow row, CancellationToken cancellationToken) => (import.Kind, row.Number) switch
    {
        (_, < 0) or (RecordKind.Company, _) => TakeBackAsync(ImportKinds.Companies, row, cancellationToken),
        (RecordKind.Contact, _) => TakeBackAsync(ImportKinds.Contacts, row, cancellationToken),
        _ => TakeBackAsync(ImportKinds.Leads, row, cancellationToken),
    };

    private async Task TakeAsync<TRecord, TContent>(ImportKind<TRecord, TContent> kind, ImportRow row, CancellationToken cancellationToken) where TRecord : CrmRecord, new() where TContent : class
    {
        if (row.Outcome == ImportOutcome.Wrong)
            return;
        var values = ImportValues.Of(import.Kind, JsonSerializer.Deserialize<List<string>>(row.CellsJson)!, _mapping);
        var fields = values.Fields;
        if (values.Owner.Length > 0)
        {
            if (await OwnerAsync(values.Owner, cancellationToken) is not { } owner)
            {
                Refuse(row, $"There is no active person “{values.Owner}” to be the owner. Write the address they sign in with, or leave the owner out.");
                return;
            }
            fields["ownerId"] = owner;
        }
        var existing = await kind.FindAsync(db, fields, cancellationToken);
        if (existing is not null && !import.UpdatesExisting)
        {
            (row.Outcome, row.RecordId) = (ImportOutcome.Duplicate, existing.Id);
            return;
        }
        var madeBefore = Made.Count;
        if (values.Company.Length > 0)
            fields["companyId"] = await CompanyAsync(row, values.Company, fields, cancellationToken);
        await StoreAsync(kind, row, existing, fields, cancellationToken);
        db.ChangeTracker.Clear();
        if (row.Outcome != ImportOutcome.Wrong || Made.Count == madeBefore)
            return;
        // No company for a contact that was refused.
        var id = Made[^1].RecordId;
        Made.RemoveAt(Made.Count - 1);
        await db.Companies.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task StoreAsync<TRecord, TContent>(ImportKind<TRecord, TContent> kind, ImportRow row, TRecord? existing, JsonObject fields, CancellationToken cancellationToken)
        where TRecord : CrmRecord, new() where TContent : class
    {
        var record = existing ?? new TRecord();
        if (existing is null)
            fields.TryAdd("ownerId", JsonValue.Create(import.UserId));
        var before = existing is null ? null : kind.FieldsOf(existing);
        var single = fields.Where(f => f.Value is not JsonArray).Select(f => f.Key).ToList();
        var combined = before is null ? fields : MergedContent.Combine(before, fields, single);
        if (before is not null && JsonNode.DeepEquals(before, combined))
        {
            (row.Outcome, row.RecordId) = (ImportOutcome.Duplicate, record.Id);
            return;
        }
        if (await kind.ApplyAsync(db, record, combined, cancellationToken) is { Any: true } mistakes)
        {
            Refuse(row, mistakes.Found.Values.First()[0]);
            return;
        }
        record.Touch(now, existing is null);
        if (existing is null)
            db.Add(record);
        else
            await db.AddChangesAsync(record, import.UserId, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        (row.Outcome, row.RecordId) = (existing is null ? ImportOutcome.Added : ImportOutcome.Updated, record.Id);
        (row.BeforeJson, row.AfterJson) = (before?.ToJsonString() ?? "", kind.FieldsOf(record).ToJsonString());
    }

    private async Task TakeBackAsync<TRecord, TContent>(ImportKind<TRecord, TContent> kind, ImportRow row, CancellationToken cancellationToken) where TRecord : CrmRecord, new() where TContent : class
    {
        row.Outcome = ImportOutcome.TakenBack;
        if (await kind.LoadAsync(db, row.RecordId!.Value, cancellationToken) is not { } record)
            return;
        var (after, stands) = (MergedContent.Parse(row.AfterJson), kind.FieldsOf(record));
        if (row.BeforeJson.Length > 0)
        {
            if (await kind.ApplyAsync(db, record, MergedContent.TakeBack(MergedContent.Parse(row.BeforeJson), after, stands), cancellationToken) is { Any: true })
                row.Outcome = ImportOutcome.Kept;
            else
            {
                record.Touch(now, isNew: false);
                await db.AddChangesAsync(record, import.UserId, now, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }
        }
        else if (!JsonNode.DeepEquals(after, stands) || record is Company company && await IsNeededAsync(company.Id, cancellationToken))
            row.Outcome = ImportOutcome.Kept;
        else
        {
            record.DeletedAt = now;
            record.Touch(now, isNew: false);
            await db.SaveChangesAsync(cancellationToken);
        }
        db.ChangeTracker.Clear();
    }

    private async Task<bool> IsNeededAsync(long companyId, CancellationToken cancellationToken) =>
        await db.Contacts.AnyAsync(c => c.CompanyId == companyId && c.DeletedAt == null, cancellationToken) || await db.Deals.AnyAsync(d => d.CompanyId == companyId && d.DeletedAt == null, cancellationToken);

    private async Task<long?> OwnerAsync(string text, CancellationToken cancellationToken)
    {
        if (_owners.TryGetValue(text, out var known))
            return known;
        var upper = text.ToUpperInvariant();
        return _owners[text] = await db.Users.Where(u => !u.IsDisabled && (u.NormalizedEmail == upper || u.DisplayName == text)).OrderBy(u => u.Id).Select(u => (long?)u.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<long?> CompanyAsync(ImportRow row, string name, JsonObject fields, CancellationToken cancellationToken)
    {
        if (await ImportKinds.CompanyAsync(db, name, cancellationToken) is { } known)
            return known;
        var content = new JsonObject { ["name"] = name, ["ownerId"] = fields["ownerId"]?.DeepClone() ?? import.UserId };
        var company = new Company();
        if (await ImportKinds.Companies.ApplyAsync(db, company, content, cancellationToken) is { Any: true })
            return null;
        company.Touch(now, isNew: true);
        db.Companies.Add(company);
        await db.SaveChangesAsync(cancellationToken);
        Made.Add(new ImportRow
        {
            ImportId = import.Id,
            Number = -row.Number,
            Line = row.Line,
            Outcome = ImportOutcome.Added,
            RecordId = company.Id,
            AfterJson = ImportKinds.Companies.FieldsOf(company).ToJsonString(),
        });
        return company.Id;
    }

    private static void Refuse(ImportRow row, string error) =>
        (row.Outcome, row.Error) = (ImportOutcome.Wrong, error.Length > ImportRow.ErrorLength ? string.Create(CultureInfo.InvariantCulture, $"{error.AsSpan(0, ImportRow.ErrorLength - 1)}…") : error);
}
