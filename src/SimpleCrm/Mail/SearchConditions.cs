using SimpleCrm.Access;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Mail;

/// <summary>Turns a search as typed into conditions on rows and words for the index. Pure; folder names are looked up by the caller.</summary>
internal static class SearchConditions
{
    // Shorter beginnings stand for too many words to be worth the wait.
    private const int ShortestBeginning = 3;

    /// <summary>The query with only its last word, and only while it may still be being typed, meaning "beginning with".</summary>
    public static SearchQuery Effective(SearchQuery query) => new([.. query.Terms.Select((term, i) =>
        term.IsPhrase || (i == query.Terms.Count - 1 && !term.Negated && term.Tokens.Count > 0 && term.Tokens[^1].Length >= ShortestBeginning) ? term : term with { IsPhrase = true })]);

    /// <returns>Null when the conditions contradict each other.</returns>
    public static SearchRequest? Apply(SearchRequest request, SearchQuery query, Viewer viewer, DateTimeOffset now)
    {
        var wanted = new List<SearchWords>();
        var unwanted = new List<SearchWords>();
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(viewer.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        foreach (var term in query.Terms)
        {
            switch (term.Field)
            {
                case SearchField.Unread or SearchField.Read:
                    var read = term.Field == SearchField.Read != term.Negated;
                    if (request.IsRead is { } other && other != read)
                        return null;
                    request = request with { IsRead = read };
                    break;
                case SearchField.Starred:
                    if (request.IsStarred is { } starred && starred == term.Negated)
                        return null;
                    request = request with { IsStarred = !term.Negated };
                    break;
                case SearchField.HasAttachment:
                    if (request.HasAttachments is { } files && files == term.Negated)
                        return null;
                    request = request with { HasAttachments = !term.Negated };
                    break;
                case SearchField.Before or SearchField.After:
                    request = Dated(request, StartOf(term.Date!.Value.Resolve(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime)), zone), term.Field == SearchField.Before != term.Negated);
                    break;
                case SearchField.Larger or SearchField.Smaller:
                    request = Sized(request, term);
                    break;
                case SearchField.In:
                    break;
                default:
                    if (term.Tokens.Count > 0)
                        (term.Negated ? unwanted : wanted).Add(new SearchWords(Column(term.Field), term.Tokens, !term.IsPhrase));
                    break;
            }
        }
        return request with { Wanted = wanted, Unwanted = unwanted };
    }

    private static SearchColumn Column(SearchField field) => field switch
    {
        SearchField.From => SearchColumn.Sender,
        SearchField.To or SearchField.Cc => SearchColumn.Recipients,
        SearchField.Subject => SearchColumn.Subject,
        SearchField.FileName => SearchColumn.Attachments,
        _ => SearchColumn.Any,
    };

    private static SearchRequest Dated(SearchRequest request, DateTime at, bool isUpperBound) => isUpperBound
        ? request with { Until = request.Until is { } until && until < at ? until : at }
        : request with { From = request.From is { } from && from > at ? from : at };

    private static SearchRequest Sized(SearchRequest request, SearchTerm term)
    {
        var size = term.Size!.Value;
        if (term.Field == SearchField.Larger != term.Negated)
        {
            var low = term.Negated ? size : size + 1;
            return request with { AtLeast = Math.Max(request.AtLeast ?? 0, low) };
        }
        var high = term.Negated ? size : size - 1;
        return request with { AtMost = Math.Min(request.AtMost ?? long.MaxValue, high) };
    }

    private static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // Where the clock jumps over midnight, the day begins at the first moment that exists.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = zone.GetUtcOffset(local);
        return local.Ticks - offset.Ticks is >= 0 and var ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : DateTime.SpecifyKind(local, DateTimeKind.Utc);
    }
}
