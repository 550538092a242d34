using System.Globalization;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Contacts;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Deals;

/// <summary>What deals consist of.</summary>
public sealed class DealSheet(DealRecords deals, Pipelines pipelines, Colleagues colleagues, CompanyLookup companies, CustomFieldSettings customFields) : RecordSheet<DealView, DealContent>
{
    /// <summary>The people of a deal, one id a line.</summary>
    public const string People = "contactIds";

    /// <summary>The stage.</summary>
    public const string Stage = "stageId";

    public override RecordLabels Kind => RecordLabels.Deal;
    public override IRecords<DealView> Records => deals;

    public override async Task<IReadOnlyList<RecordField<DealView, DealContent>>> FieldsAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var all = await pipelines.ListAsync(viewer, cancellationToken);
        var stages = all.SelectMany(p => p.Stages.Select(s => new LookupChoice($"{s.Id}", all.Count > 1 ? $"{p.Name} · {s.Name}" : s.Name, "", ""))).ToList();
        return
        [
            new("name", "Name", FieldKind.Line, c => c.Name ?? "", (c, text) => c with { Name = text }),
            new(Stage, "Stage", FieldKind.Choice, c => c.StageId is { } stage ? $"{stage}" : stages[0].Id, (c, text) => c with { StageId = Id(text) }) { Options = stages, Show = v => v.StageName },
            new("companyId", "Company", FieldKind.Lookup, c => Text(c.CompanyId), (c, text) => c with { CompanyId = Id(text) })
            {
                Lookup = companies, Show = v => v.CompanyName ?? "", Href = v => v.CompanyId is { } company ? RecordLabels.Company.Url(company) : null,
            },
            new("value", "Value", FieldKind.Amount, c => c.Value == 0 ? "" : Money.Number(c.Value), (c, text) => Money.Parse(text) is { } value ? c with { Value = value } : null)
            {
                Refusal = "Enter an amount like 48,600 or 48,600.50.",
            },
            new("currency", "Currency", FieldKind.Line, c => c.Currency ?? "", (c, text) => c with { Currency = text }) { IsForMany = true },
            new("closeDate", "Close date", FieldKind.Date, c => c.CloseDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", WithCloseDate) { Refusal = "Enter a date." },
            new("probability", "Probability", FieldKind.Amount, c => c.Probability?.ToString(CultureInfo.InvariantCulture) ?? "", WithProbability)
            {
                Refusal = "Enter a number from 0 to 100, or nothing to take the stage's.", Show = v => $"{v.Probability} %", Placeholder = v => $"{v.Probability} % by its stage", IsFirst = false,
            },
            new("ownerId", "Owner", FieldKind.Choice, c => Text(c.OwnerId), (c, text) => c with { OwnerId = Id(text) })
            {
                Options = Owners(await colleagues.ListAsync(viewer, cancellationToken)), Show = v => v.OwnerName ?? "Nobody", IsForMany = false,
            },
            new("tags", "Tags", FieldKind.Tags, c => Lines(c.Tags), (c, text) => c with { Tags = Split(text) }),
            .. await CustomAsync(viewer, customFields, c => c.Custom, (c, values) => c with { Custom = values }, cancellationToken),
            new(People, "People", FieldKind.Lookup, c => Lines(c.ContactIds.Select(id => $"{id}")), (c, text) => c with { ContactIds = [.. Split(text).Select(Id).OfType<long>()] })
            {
                Show = v => string.Join(", ", v.Contacts.Select(p => p.Name)), IsApart = true, IsFirst = false, IsForMany = false,
            },
        ];
    }

    public override DealContent Blank(Viewer viewer) => new() { OwnerId = viewer.UserId, Currency = "EUR", Custom = new Dictionary<string, string?>() };

    public override DealContent ContentOf(DealView view) => new()
    {
        Name = view.Name,
        StageId = view.StageId,
        CompanyId = view.CompanyId,
        ContactIds = [.. view.Contacts.Select(c => c.Id)],
        Value = view.Value,
        Currency = view.Currency,
        CloseDate = view.CloseDate,
        Probability = view.OwnProbability,
        OwnerId = view.OwnerId,
        Tags = view.Tags,
        Custom = view.Custom.ToDictionary(v => v.Key, v => (string?)v.Value),
    };

    public override Task<RecordOutcome<DealView>> SaveAsync(Viewer viewer, long? id, int version, DealContent content, CancellationToken cancellationToken) =>
        deals.SaveAsync(viewer, id, version, content, cancellationToken);

    private static DealContent? WithCloseDate(DealContent content, string text) =>
        text.Length == 0 ? content with { CloseDate = null }
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? content with { CloseDate = date } : null;

    private static DealContent? WithProbability(DealContent content, string text)
    {
        var bare = text.Replace("%", "", StringComparison.Ordinal).Trim();
        return bare.Length == 0 ? content with { Probability = null }
            : int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var probability) && probability <= 100 ? content with { Probability = probability } : null;
    }
}
