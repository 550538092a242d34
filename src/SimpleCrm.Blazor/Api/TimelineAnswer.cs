using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Api;

/// <summary>A page of a timeline.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
/// <param name="Hidden">On the first page: how many of the record's emails the person may not see, whatever was asked for.</param>
public sealed record TimelineAnswer(IReadOnlyList<ActivityAnswer> Items, string? NextCursor, int Hidden)
{
    internal static Results<Ok<TimelineAnswer>, ValidationProblem, ProblemHttpResult> Of(TimelinePage? page, string what, int hidden = 0)
    {
        if (page is null)
            return Problems.NotFound(what);
        return page.IsBadCursor
            ? Problems.Field("cursor", "This cursor does not belong to this list. Begin again without it.")
            : TypedResults.Ok(new TimelineAnswer([.. page.Items.Select(ActivityAnswer.Of)], page.NextCursor, hidden));
    }
}
