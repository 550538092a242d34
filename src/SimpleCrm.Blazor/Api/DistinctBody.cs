namespace SimpleCrm.Blazor.Api;

/// <summary>The other record, which is not the same as the one in the address.</summary>
public sealed record DistinctBody
{
    public string? OtherId { get; init; }

    /// <summary>False takes it back.</summary>
    public bool AreDistinct { get; init; } = true;
}
