namespace SimpleCrm.Blazor.Api;

/// <summary>An address or domain that is not to be suggested.</summary>
public sealed record BlockedSenderBody
{
    public string? Value { get; init; }
}
