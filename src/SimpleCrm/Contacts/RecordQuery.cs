using SimpleCrm.CustomFields;

namespace SimpleCrm.Contacts;

/// <summary>Which records of a kind, in which order. What is null or empty does not narrow the list.</summary>
public sealed record RecordQuery
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 100;

    /// <summary>Beginnings of words of the name, addresses, company, title or phone; all of them must be there.</summary>
    public string? Text { get; init; }
    public long? OwnerId { get; init; }

    /// <summary>Those that nobody looks after.</summary>
    public bool IsUnowned { get; init; }

    /// <summary>Contacts and deals of this company.</summary>
    public long? CompanyId { get; init; }
    public string? Tag { get; init; }

    /// <summary>Values of custom fields; all must match.</summary>
    public IReadOnlyList<CustomFilter> Custom { get; init; } = [];
    public RecordOrder Order { get; init; }

    /// <summary>The key of the custom field to order by, for <see cref="RecordOrder.Field"/> and <see cref="RecordOrder.FieldDescending"/>.</summary>
    public string? OrderField { get; init; }

    /// <summary><see cref="RecordPage{T}.NextCursor"/> of the page before; pages neither skip nor repeat when records are added meanwhile.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many rows after the cursor, or after the beginning, are left out: where a screen looks into the middle of a long list.</summary>
    public int Skip { get; init; }

    /// <summary>1 to 100; more is cut to 100.</summary>
    public int PageSize { get; init; } = DefaultPageSize;
}
