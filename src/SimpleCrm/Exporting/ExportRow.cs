namespace SimpleCrm.Exporting;

/// <summary>A record on its way out.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsOrganisation">A company, not a person.</param>
/// <param name="Title">Job title.</param>
/// <param name="Company">Where a person works.</param>
/// <param name="Addresses">Email addresses.</param>
/// <param name="Phones">Phone numbers.</param>
/// <param name="Website">Of a company.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="Cells">As a row of the table.</param>
/// <param name="Custom">Values of custom fields by their keys.</param>
internal sealed record ExportRow(
    string Name, bool IsOrganisation, string Title, string Company, IReadOnlyList<string> Addresses, IReadOnlyList<string> Phones, string Website, IReadOnlyList<string> Tags, DateTime ChangedAt,
    IReadOnlyList<string> Cells, IReadOnlyDictionary<string, string> Custom);
