using SimpleCrm.Access;
using SimpleCrm.Database.Sqlite;

namespace SimpleCrm.Mail;

/// <summary>Turns a search as typed into conditions on rows and an expression for the index. Pure; folder names are looked up by the caller.</summary>
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
        var wanted = new List<string>();
        var unwanted = new List<string>();
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
                        (term.Negated ? unwanted : wanted).Add(Expression(term));
                    break;
            }
        }
        return request with { Match = Match(request, wanted, unwanted) };
    }

    private static string? Match(SearchRequest request, List<string> wanted, List<string> unwanted)
    {
        if (request.AtLeast is not null || request.AtMost is not null)
            wanted.Add($"marks : ({string.Join(" OR ", SearchMarks.Sizes(request.AtLeast, request.AtMost).Select(Quote))})");
        if (request.HasAttachments is true && wanted.Count + unwanted.Count > 0)
            wanted.Add($"marks : {Quote(SearchMarks.Attachment)}");
        if (unwanted.Count > 0 && wanted.Count == 0)
            wanted.Add($"marks : {Quote(SearchMarks.Everything)}");
        if (wanted.Count == 0)
            return null;
        var match = string.Join(" AND ", wanted);
        return unwanted.Count == 0 ? match : $"({match}) NOT ({string.Join(" OR ", unwanted)})";
    }

    private static string Expression(SearchTerm term)
    {
        var column = term.Field switch
        {
            SearchField.From => "sender : ",
            SearchField.To or SearchField.Cc => "recipients : ",
            SearchField.Subject => "subject : ",
            SearchField.FileName => "attachments : ",
            _ => "",
        };
        return $"{column}{Quote(string.Join(' ', term.Tokens))}{(term.IsPhrase ? "" : " *")}";
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

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
