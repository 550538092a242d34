namespace SimpleCrm.Timeline;

/// <summary>A page of activities.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
/// <param name="IsBadCursor">The cursor belongs to no timeline; the rest is empty.</param>
public sealed record TimelinePage(IReadOnlyList<ActivityView> Items, string? NextCursor, bool IsBadCursor = false);
