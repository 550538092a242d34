namespace SimpleCrm.Blazor.Api;

/// <summary>How a lead is converted.</summary>
/// <param name="Version">The version that was read.</param>
/// <param name="DealName">The name of the deal it becomes; null for none.</param>
public sealed record LeadConversionBody(int Version, string? DealName);
