using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Deals;
using SimpleCrm.Links;

namespace SimpleCrm.Exporting;

/// <summary>Writes the records that a viewer's lists show to a stream, page by page: however many there are, few are in memory.</summary>
public sealed class Exports(ContactRecords contacts, CompanyRecords companies, LeadRecords leads, DealRecords deals, CustomFieldSettings customFields)
{
    private static readonly string[] ContactColumns = ["Name", "Title", "Company", "Email", "Phone", "Owner", "Tags", "Added", "Changed"];
    private static readonly string[] CompanyColumns = ["Name", "Domain", "Phone", "Website", "Location", "Industry", "Owner", "Tags", "Added", "Changed"];
    private static readonly string[] LeadColumns = ["Name", "Title", "Company", "Email", "Phone", "Source", "Status", "Owner", "Tags", "Added", "Changed"];
    private static readonly string[] DealColumns = ["Name", "Stage", "Company", "Contacts", "Value", "Currency", "Probability", "Close date", "Owner", "Tags", "Added", "Changed"];

    /// <summary>Writes what a list would show, in its order.</summary>
    /// <param name="query">As of the list; its page size and cursor are not looked at.</param>
    /// <param name="output">Is left open.</param>
    /// <exception cref="ArgumentOutOfRangeException">Deals have no vCards.</exception>
    public async Task WriteAsync(Viewer viewer, RecordKind kind, RecordQuery query, ExportFormat format, Stream output, CancellationToken cancellationToken)
    {
        if (kind == RecordKind.Deal && format != ExportFormat.Csv)
            throw new ArgumentOutOfRangeException(nameof(format));
        // Spreadsheets tell UTF-8 by the mark; no address book wants it.
        await using var writer = new StreamWriter(output, new UTF8Encoding(format == ExportFormat.Csv), leaveOpen: true);
        var rows = RowsAsync(viewer, kind, query with { Cursor = null, Skip = 0, PageSize = RecordQuery.MaxPageSize }, cancellationToken);
        if (format == ExportFormat.Csv)
        {
            await using var table = CsvTable.Open(writer);
            var fields = await customFields.ListAsync(viewer, kind, withArchived: false, cancellationToken);
            string[] columns = kind switch { RecordKind.Contact => ContactColumns, RecordKind.Company => CompanyColumns, RecordKind.Lead => LeadColumns, _ => DealColumns };
            await table.WriteRowAsync([.. columns, .. fields.Select(f => f.Name)]);
            await foreach (var row in rows)
                await table.WriteRowAsync([.. row.Cells, .. fields.Select(f => row.Custom.GetValueOrDefault(f.Key, ""))]);
            return;
        }
        var cards = new VCardWriter(writer, format == ExportFormat.VCard4);
        await foreach (var row in rows)
            await cards.WriteAsync(row);
    }

    private IAsyncEnumerable<ExportRow> RowsAsync(Viewer viewer, RecordKind kind, RecordQuery query, CancellationToken cancellationToken) => kind switch
    {
        RecordKind.Contact => PagesAsync(query, q => contacts.ListAsync(viewer, q, cancellationToken), Of, cancellationToken),
        RecordKind.Company => PagesAsync(query, q => companies.ListAsync(viewer, q, cancellationToken), Of, cancellationToken),
        RecordKind.Lead => PagesAsync(query, q => leads.ListAsync(viewer, q, null, cancellationToken), Of, cancellationToken),
        _ => PagesAsync(query, q => deals.ListAsync(viewer, q, null, cancellationToken), Of, cancellationToken),
    };

    private static async IAsyncEnumerable<ExportRow> PagesAsync<TView>(
        RecordQuery query, Func<RecordQuery, Task<RecordPage<TView>?>> load, Func<TView, ExportRow> row, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await load(query) is { } page)
        {
            foreach (var view in page.Items)
                yield return row(view);
            cancellationToken.ThrowIfCancellationRequested();
            if (page.NextCursor is null)
                yield break;
            query = query with { Cursor = page.NextCursor };
        }
    }

    private static ExportRow Of(ContactView v) => new(v.Name, false, v.JobTitle, v.CompanyName ?? "", v.Addresses, v.Phones, "", v.Tags, v.UpdatedAt,
        [v.Name, v.JobTitle, v.CompanyName ?? "", Join(v.Addresses), Join(v.Phones), v.OwnerName ?? "", Join(v.Tags), Time(v.CreatedAt), Time(v.UpdatedAt)], v.Custom);

    private static ExportRow Of(CompanyView v) => new(v.Name, true, "", "", [], v.Phone.Length > 0 ? [v.Phone] : [], v.Website, v.Tags, v.UpdatedAt,
        [v.Name, Join(v.Domains), v.Phone, v.Website, v.Location, v.Industry, v.OwnerName ?? "", Join(v.Tags), Time(v.CreatedAt), Time(v.UpdatedAt)], v.Custom);

    private static ExportRow Of(LeadView v) => new(v.Name, false, v.JobTitle, v.CompanyName, v.Address.Length > 0 ? [v.Address] : [], v.Phone.Length > 0 ? [v.Phone] : [], "", v.Tags, v.UpdatedAt,
        [v.Name, v.JobTitle, v.CompanyName, v.Address, v.Phone, v.Source, $"{v.Status}", v.OwnerName ?? "", Join(v.Tags), Time(v.CreatedAt), Time(v.UpdatedAt)], v.Custom);

    private static ExportRow Of(DealView v) => new(v.Name, false, "", v.CompanyName ?? "", [], [], "", v.Tags, v.UpdatedAt,
    [
        v.Name, v.StageName, v.CompanyName ?? "", Join(v.Contacts.Select(c => c.Name)), v.Value.ToString(CultureInfo.InvariantCulture), v.Currency, v.Probability.ToString(CultureInfo.InvariantCulture),
        v.CloseDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", v.OwnerName ?? "", Join(v.Tags), Time(v.CreatedAt), Time(v.UpdatedAt),
    ], v.Custom);

    private static string Join(IEnumerable<string> values) => string.Join("; ", values);

    private static string Time(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
