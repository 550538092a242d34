namespace SimpleCrm.Blazor.Api;

/// <summary>Where a deal is moved on the board.</summary>
/// <param name="StageId">Its new stage.</param>
/// <param name="BeforeId">The deal of that stage above which it is put; null for the end.</param>
public sealed record DealMoveBody(string? StageId, string? BeforeId);
