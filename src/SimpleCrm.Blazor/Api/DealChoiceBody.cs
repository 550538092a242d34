namespace SimpleCrm.Blazor.Api;

/// <summary>The deal that a conversation is about; null for none.</summary>
public sealed record DealChoiceBody
{
    public string? DealId { get; init; }
}
