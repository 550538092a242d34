namespace SimpleCrm.Timeline;

/// <summary>A page of activities.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
/// <param name="Hidden">On the first page of a record: how many of its emails the viewer may not see, whatever was asked for; nothing else is told of them.</param>
/// <param name="IsBadCursor">The cursor belongs to no timeline; the rest is empty.</param>
public sealed record TimelinePage(IReadOnlyList<ActivityView> Items, string? NextCursor, int Hidden, bool IsBadCursor = false);
