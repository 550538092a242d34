namespace SimpleCrm.Blazor.Api;

/// <summary>A request to be shown more.</summary>
public sealed record AccessBody
{
    /// <summary>Why, for the owner; cut after 300 characters.</summary>
    public string? Note { get; init; }
}
