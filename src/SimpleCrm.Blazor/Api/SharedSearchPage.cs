using System.Globalization;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>Conversations that others share and a search finds, newest first.</summary>
/// <param name="Items">The conversations, each once.</param>
/// <param name="NextCursor">Goes into <c>cursor</c> for the next page; null at the end.</param>
public sealed record SharedSearchPage(IReadOnlyList<SharedSearchItem> Items, string? NextCursor)
{
    internal const int DefaultSize = 50;

    internal static SharedSearchPage Of(SharedMailPage page, int offset) =>
        new([.. page.Rows.Select(SharedSearchItem.Of)], page.HasMore ? (offset + page.Rows.Count).ToString(CultureInfo.InvariantCulture) : null);
}
