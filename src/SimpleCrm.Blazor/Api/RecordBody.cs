namespace SimpleCrm.Blazor.Api;

/// <summary>What every kind of record can be given. Texts become one line; unknown fields are not looked at.</summary>
public abstract record RecordBody
{
    /// <summary>1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The person who looks after it; null for nobody.</summary>
    public string? OwnerId { get; init; }

    /// <summary>At most 20 of 40 characters.</summary>
    public string[]? Tags { get; init; }

    /// <summary>The version that was read, when a record is changed. Another one means that somebody changed it meanwhile: 409.</summary>
    public int Version { get; init; }
}
