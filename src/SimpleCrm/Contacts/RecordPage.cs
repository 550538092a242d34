namespace SimpleCrm.Contacts;

/// <summary>A page of records.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
public sealed record RecordPage<T>(IReadOnlyList<T> Items, int Total, string? NextCursor);
