using SimpleCrm.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;

namespace SimpleCrm.Blazor.Contacts;

/// <summary>What leads consist of.</summary>
public sealed class LeadSheet(LeadRecords leads, Colleagues colleagues, CustomFieldSettings customFields) : RecordSheet<LeadView, LeadContent>
{
    public override RecordLabels Kind => RecordLabels.Lead;
    public override IRecords<LeadView> Records => leads;

    public override async Task<IReadOnlyList<RecordField<LeadView, LeadContent>>> FieldsAsync(Viewer viewer, CancellationToken cancellationToken) =>
    [
        new("name", "Name", FieldKind.Line, c => c.Name ?? "", (c, text) => c with { Name = text }),
        new("jobTitle", "Title", FieldKind.Line, c => c.JobTitle ?? "", (c, text) => c with { JobTitle = text }) { IsForMany = true },
        new("companyName", "Company", FieldKind.Line, c => c.CompanyName ?? "", (c, text) => c with { CompanyName = text }) { IsForMany = true },
        new("address", "Email", FieldKind.Line, c => c.Address ?? "", (c, text) => c with { Address = text.Trim().Length == 0 ? null : text }),
        new("phone", "Phone", FieldKind.Line, c => c.Phone ?? "", (c, text) => c with { Phone = text }),
        new("source", "Source", FieldKind.Line, c => c.Source ?? "", (c, text) => c with { Source = text }) { IsForMany = true },
        new("status", "Status", FieldKind.Choice, c => $"{c.Status}", (c, text) => Enum.TryParse<LeadStatus>(text, out var status) ? c with { Status = status } : null)
        {
            Options = [.. Enum.GetValues<LeadStatus>().Where(s => s != LeadStatus.Converted).Select(s => new LookupChoice($"{s}", $"{s}", "", ""))], Show = v => $"{v.Status}", IsFirst = false,
        },
        new("ownerId", "Owner", FieldKind.Choice, c => Text(c.OwnerId), (c, text) => c with { OwnerId = Id(text) })
        {
            Options = Owners(await colleagues.ListAsync(viewer, cancellationToken)), Show = v => v.OwnerName ?? "Nobody", IsForMany = false,
        },
        new("tags", "Tags", FieldKind.Tags, c => Lines(c.Tags), (c, text) => c with { Tags = Split(text) }),
        .. await CustomAsync(viewer, customFields, c => c.Custom, (c, values) => c with { Custom = values }, cancellationToken),
    ];

    public override LeadContent Blank(Viewer viewer) => new() { OwnerId = viewer.UserId, Custom = new Dictionary<string, string?>() };

    public override LeadContent ContentOf(LeadView view) => new()
    {
        Name = view.Name,
        JobTitle = view.JobTitle,
        CompanyName = view.CompanyName,
        Address = view.Address.Length > 0 ? view.Address : null,
        Phone = view.Phone,
        Source = view.Source,
        Status = view.Status,
        OwnerId = view.OwnerId,
        Tags = view.Tags,
        Custom = view.Custom.ToDictionary(v => v.Key, v => (string?)v.Value),
    };

    public override Task<RecordOutcome<LeadView>> SaveAsync(Viewer viewer, long? id, int version, LeadContent content, CancellationToken cancellationToken) =>
        leads.SaveAsync(viewer, id, version, content, cancellationToken);
}
