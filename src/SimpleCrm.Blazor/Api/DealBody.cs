using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Api;

/// <summary>A deal to add or as it is to be.</summary>
public sealed record DealBody : RecordBody
{
    /// <summary>Null for the first stage, or the one it is at.</summary>
    public string? StageId { get; init; }
    public string? CompanyId { get; init; }

    /// <summary>At most 50.</summary>
    public string[]? ContactIds { get; init; }

    /// <summary>0 to 999,999,999,999.99.</summary>
    public decimal Value { get; init; }

    /// <summary>ISO 4217; EUR without.</summary>
    public string? Currency { get; init; }
    public DateOnly? CloseDate { get; init; }

    /// <summary>0 to 100 per cent; null for the stage's.</summary>
    public int? Probability { get; init; }

    internal DealContent ToContent() => new()
    {
        Name = Name,
        StageId = RecordAnswers.Reference(StageId),
        CompanyId = RecordAnswers.Reference(CompanyId),
        ContactIds = [.. (ContactIds ?? []).Select(id => RecordAnswers.Reference(id)!.Value)],
        Value = Value,
        Currency = Currency,
        CloseDate = CloseDate,
        Probability = Probability,
        OwnerId = RecordAnswers.Reference(OwnerId),
        Tags = Tags ?? [],
        Custom = CustomTexts(),
    };
}
