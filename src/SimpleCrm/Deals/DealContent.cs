namespace SimpleCrm.Deals;

/// <summary>What a person enters about a deal.</summary>
public sealed record DealContent
{
    public string? Name { get; init; }

    /// <summary>Null for the first stage of the first pipeline.</summary>
    public long? StageId { get; init; }
    public long? CompanyId { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<long> ContactIds { get; init; } = [];

    /// <summary>0 to 999,999,999,999.99.</summary>
    public decimal Value { get; init; }

    /// <summary>ISO 4217, three letters.</summary>
    public string? Currency { get; init; }
    public DateOnly? CloseDate { get; init; }

    /// <summary>0 to 100; null for the stage's.</summary>
    public int? Probability { get; init; }
    public long? OwnerId { get; init; }

    /// <summary>At most 20 of 40 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="Contacts.ContactContent.Custom"/>
    public IReadOnlyDictionary<string, string?>? Custom { get; init; }
}
