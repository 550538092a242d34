using SimpleCrm.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;

namespace SimpleCrm.Blazor.Contacts;

/// <summary>What contacts consist of.</summary>
public sealed class ContactSheet(ContactRecords contacts, Colleagues colleagues, CompanyLookup companies, CustomFieldSettings customFields) : RecordSheet<ContactView, ContactContent>
{
    public override RecordLabels Kind => RecordLabels.Contact;
    public override IRecords<ContactView> Records => contacts;

    public override async Task<IReadOnlyList<RecordField<ContactView, ContactContent>>> FieldsAsync(Viewer viewer, CancellationToken cancellationToken) =>
    [
        new("name", "Name", FieldKind.Line, c => c.Name ?? "", (c, text) => c with { Name = text }),
        new("jobTitle", "Title", FieldKind.Line, c => c.JobTitle ?? "", (c, text) => c with { JobTitle = text }) { IsForMany = true },
        new("companyId", "Company", FieldKind.Lookup, c => Text(c.CompanyId), (c, text) => c with { CompanyId = Id(text) })
        {
            Lookup = companies, Show = v => v.CompanyName ?? "", Href = v => v.CompanyId is { } company ? RecordLabels.Company.Url(company) : null,
        },
        new("addresses", "Email", FieldKind.Addresses, c => Lines(c.Addresses), (c, text) => c with { Addresses = Split(text) }),
        new("phones", "Phone", FieldKind.Phones, c => Lines(c.Phones), (c, text) => c with { Phones = Split(text) }),
        new("ownerId", "Owner", FieldKind.Choice, c => Text(c.OwnerId), (c, text) => c with { OwnerId = Id(text) })
        {
            Options = Owners(await colleagues.ListAsync(viewer, cancellationToken)), Show = v => v.OwnerName ?? "Nobody", IsForMany = false,
        },
        new("tags", "Tags", FieldKind.Tags, c => Lines(c.Tags), (c, text) => c with { Tags = Split(text) }),
        .. await CustomAsync(viewer, customFields, c => c.Custom, (c, values) => c with { Custom = values }, cancellationToken),
    ];

    public override ContactContent Blank(Viewer viewer) => new() { OwnerId = viewer.UserId, Custom = new Dictionary<string, string?>() };

    public override ContactContent ContentOf(ContactView view) => new()
    {
        Name = view.Name,
        JobTitle = view.JobTitle,
        Addresses = view.Addresses,
        Phones = view.Phones,
        CompanyId = view.CompanyId,
        OwnerId = view.OwnerId,
        Tags = view.Tags,
        Custom = view.Custom.ToDictionary(v => v.Key, v => (string?)v.Value),
    };

    public override Task<RecordOutcome<ContactView>> SaveAsync(Viewer viewer, long? id, int version, ContactContent content, CancellationToken cancellationToken) =>
        contacts.SaveAsync(viewer, id, version, content, cancellationToken);
}
