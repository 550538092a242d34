namespace SimpleCrm.Database.Search;

/// <summary>A place in a list of hits, newest first.</summary>
/// <param name="Key">The hit's key, when the list was read from the index; else 0.</param>
/// <param name="SortAt">The hit's time.</param>
/// <param name="EmailId">The hit.</param>
internal readonly record struct SearchPlace(long Key, DateTime SortAt, long EmailId);
