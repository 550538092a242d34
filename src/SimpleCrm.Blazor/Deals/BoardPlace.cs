namespace SimpleCrm.Blazor.Deals;

/// <summary>Where a deal stands on the board.</summary>
/// <param name="StageId">Its column.</param>
/// <param name="BeforeId">The deal below it; null at the end.</param>
public sealed record BoardPlace(long StageId, long? BeforeId);
