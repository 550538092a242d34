namespace SimpleCrm.Blazor.Api;

/// <summary>A page of records.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
public sealed record RecordList<T>(IReadOnlyList<T> Items, int Total, string? NextCursor);
