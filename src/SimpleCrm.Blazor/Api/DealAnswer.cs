using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Api;

/// <summary>A deal.</summary>
public sealed record DealAnswer : RecordAnswer
{
    public required string PipelineId { get; init; }
    public required string StageId { get; init; }
    public required string StageName { get; init; }
    public required StageKind StageKind { get; init; }
    public required DateTime StageSince { get; init; }
    public string? CompanyId { get; init; }
    public string? CompanyName { get; init; }
    public required IReadOnlyList<DealContactAnswer> Contacts { get; init; }
    public required decimal Value { get; init; }
    public required string Currency { get; init; }
    public DateOnly? CloseDate { get; init; }

    /// <summary>Per cent: its own, else the stage's.</summary>
    public required int Probability { get; init; }

    /// <summary>Per cent, as it was entered; null while the stage's counts.</summary>
    public int? OwnProbability { get; init; }

    internal static DealAnswer Of(DealView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        Name = view.Name,
        PipelineId = ApiIds.Text(view.PipelineId),
        StageId = ApiIds.Text(view.StageId),
        StageName = view.StageName,
        StageKind = view.StageKind,
        StageSince = view.StageSince,
        CompanyId = ApiIds.Text(view.CompanyId),
        CompanyName = view.CompanyName,
        Contacts = [.. view.Contacts.Select(c => new DealContactAnswer(ApiIds.Text(c.Id), c.Name))],
        Value = view.Value,
        Currency = view.Currency,
        CloseDate = view.CloseDate,
        Probability = view.Probability,
        OwnProbability = view.OwnProbability,
        OwnerId = ApiIds.Text(view.OwnerId),
        OwnerName = view.OwnerName,
        Tags = view.Tags,
        Custom = view.Custom,
        CreatedAt = view.CreatedAt,
        UpdatedAt = view.UpdatedAt,
        Version = view.Version,
    };
}
