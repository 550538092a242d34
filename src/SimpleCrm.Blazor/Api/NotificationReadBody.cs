namespace SimpleCrm.Blazor.Api;

/// <summary>Which notice was read.</summary>
public sealed record NotificationReadBody
{
    /// <summary>Null for all.</summary>
    public string? Id { get; init; }
}
