namespace SimpleCrm.Blazor.Api;

/// <summary>The tag that stays.</summary>
public sealed record TagMergeBody
{
    public string? IntoId { get; init; }
}
