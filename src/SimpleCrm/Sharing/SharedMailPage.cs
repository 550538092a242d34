namespace SimpleCrm.Sharing;

/// <summary>A part of what a search found in the mail of others.</summary>
/// <param name="Rows">Conversations, newest first.</param>
/// <param name="HasMore">There is at least one more that the viewer may see. What they may not see counts nowhere.</param>
public sealed record SharedMailPage(IReadOnlyList<SharedMailRow> Rows, bool HasMore)
{
    public static readonly SharedMailPage Empty = new([], false);
}
