namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>PUT /api/email/suppressions</c>.</summary>
public sealed record SuppressionBody
{
    /// <summary>An address to which nobody here may write any more.</summary>
    public string? Address { get; init; }

    /// <summary>Why: 1 to 300 characters, shown to whoever tries.</summary>
    public string? Reason { get; init; }
}
