namespace SimpleCrm.Insights;

/// <summary>An open deal in which nothing was heard for a while, as far as the viewer may know.</summary>
/// <param name="LastAt">The last email, call or meeting; null for none.</param>
public sealed record QuietDeal(long Id, string Name, string? OwnerName, decimal Value, string Currency, DateTime? LastAt);
