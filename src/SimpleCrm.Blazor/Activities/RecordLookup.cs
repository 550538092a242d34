using System.Globalization;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Activities;

/// <summary>Finds records of every kind by name.</summary>
public sealed class RecordLookup(ContactRecords contacts, CompanyRecords companies, LeadRecords leads, DealRecords deals, CurrentViewer viewers) : Lookup
{
    private const int Most = 5;

    public override string Question => "Contact, company, lead or deal";
    public override string None => "Add a record";

    public override async Task<IReadOnlyList<LookupChoice>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer)
            return [];
        var query = new RecordQuery { Text = text, PageSize = Most, Order = text.Length == 0 ? RecordOrder.Changed : RecordOrder.Name };
        return
        [
            .. (await contacts.ListAsync(viewer, query, cancellationToken))!.Items.Select(c => Choice(RecordLabels.Contact, c, c.CompanyName ?? c.Addresses.FirstOrDefault())),
            .. (await companies.ListAsync(viewer, query, cancellationToken))!.Items.Select(c => Choice(RecordLabels.Company, c, c.Domains.FirstOrDefault())),
            .. (await deals.ListAsync(viewer, query, null, cancellationToken))!.Items.Select(d => Choice(RecordLabels.Deal, d, d.CompanyName)),
            .. (await leads.ListAsync(viewer, query, null, cancellationToken))!.Items.Select(l => Choice(RecordLabels.Lead, l, l.CompanyName)),
        ];
    }

    /// <summary>What a record is called; null when it is not there.</summary>
    public async Task<string?> NameAsync(RecordReference record, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer)
            return null;
        IRecordView? view = record.Kind switch
        {
            RecordKind.Contact => await contacts.FindAsync(viewer, record.Id, cancellationToken),
            RecordKind.Company => await companies.FindAsync(viewer, record.Id, cancellationToken),
            RecordKind.Lead => await leads.FindAsync(viewer, record.Id, cancellationToken),
            _ => await deals.FindAsync(viewer, record.Id, cancellationToken),
        };
        return view?.Name;
    }

    /// <summary>The record of a choice; null for another text.</summary>
    public static RecordReference? Parse(string id) =>
        id.Split(':') is [var kind, var number] && Enum.TryParse<RecordKind>(kind, out var known) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? new RecordReference(known, key) : null;

    private static LookupChoice Choice(RecordLabels kind, IRecordView record, string? detail) =>
        new($"{kind.RecordKind}:{record.Id}", record.Name, string.IsNullOrEmpty(detail) ? Begin(kind.One) : $"{Begin(kind.One)} · {detail}", kind.Icon);

    private static string Begin(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
