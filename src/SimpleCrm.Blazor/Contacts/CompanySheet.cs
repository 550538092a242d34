using SimpleCrm.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;

namespace SimpleCrm.Blazor.Contacts;

/// <summary>What companies consist of.</summary>
public sealed class CompanySheet(CompanyRecords companies, Colleagues colleagues, CustomFieldSettings customFields) : RecordSheet<CompanyView, CompanyContent>
{
    public override RecordLabels Kind => RecordLabels.Company;
    public override IRecords<CompanyView> Records => companies;

    public override async Task<IReadOnlyList<RecordField<CompanyView, CompanyContent>>> FieldsAsync(Viewer viewer, CancellationToken cancellationToken) =>
    [
        new("name", "Name", FieldKind.Line, c => c.Name ?? "", (c, text) => c with { Name = text }),
        new("domains", "Domains", FieldKind.Domains, c => Lines(c.Domains), (c, text) => c with { Domains = Split(text) }),
        new("website", "Website", FieldKind.Website, c => c.Website ?? "", (c, text) => c with { Website = text }),
        new("phone", "Phone", FieldKind.Line, c => c.Phone ?? "", (c, text) => c with { Phone = text }),
        new("location", "Location", FieldKind.Line, c => c.Location ?? "", (c, text) => c with { Location = text }),
        new("industry", "Industry", FieldKind.Line, c => c.Industry ?? "", (c, text) => c with { Industry = text }) { IsForMany = true },
        new("ownerId", "Owner", FieldKind.Choice, c => Text(c.OwnerId), (c, text) => c with { OwnerId = Id(text) })
        {
            Options = Owners(await colleagues.ListAsync(viewer, cancellationToken)), Show = v => v.OwnerName ?? "Nobody", IsForMany = false,
        },
        new("tags", "Tags", FieldKind.Tags, c => Lines(c.Tags), (c, text) => c with { Tags = Split(text) }),
        .. await CustomAsync(viewer, customFields, c => c.Custom, (c, values) => c with { Custom = values }, cancellationToken),
    ];

    public override CompanyContent Blank(Viewer viewer) => new() { OwnerId = viewer.UserId, Custom = new Dictionary<string, string?>() };

    public override CompanyContent ContentOf(CompanyView view) => new()
    {
        Name = view.Name,
        Domains = view.Domains,
        Phone = view.Phone,
        Website = view.Website,
        Location = view.Location,
        Industry = view.Industry,
        OwnerId = view.OwnerId,
        Tags = view.Tags,
        Custom = view.Custom.ToDictionary(v => v.Key, v => (string?)v.Value),
    };

    public override Task<RecordOutcome<CompanyView>> SaveAsync(Viewer viewer, long? id, int version, CompanyContent content, CancellationToken cancellationToken) =>
        companies.SaveAsync(viewer, id, version, content, cancellationToken);
}
