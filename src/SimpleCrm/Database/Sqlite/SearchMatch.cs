using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.Sqlite;

/// <summary>The FTS5 expression of a search.</summary>
internal static class SearchMatch
{
    /// <summary>Null when nothing in the index can help.</summary>
    public static string? Of(SearchRequest request)
    {
        var wanted = request.Wanted.Select(Expression).ToList();
        if (request.AtLeast is not null || request.AtMost is not null)
            wanted.Add($"marks : ({string.Join(" OR ", SearchMarks.Sizes(request.AtLeast, request.AtMost).Select(Quote))})");
        if (request.HasAttachments is true && request.HasWords)
            wanted.Add($"marks : {Quote(SearchMarks.Attachment)}");
        if (request.Unwanted.Count > 0 && wanted.Count == 0)
            wanted.Add($"marks : {Quote(SearchMarks.Everything)}");
        if (wanted.Count == 0)
            return null;
        var match = string.Join(" AND ", wanted);
        return request.Unwanted.Count == 0 ? match : $"({match}) NOT ({string.Join(" OR ", request.Unwanted.Select(Expression))})";
    }

    private static string Expression(SearchWords words)
    {
        var column = words.Column switch
        {
            SearchColumn.Sender => "sender : ",
            SearchColumn.Recipients => "recipients : ",
            SearchColumn.Subject => "subject : ",
            SearchColumn.Attachments => "attachments : ",
            _ => "",
        };
        return $"{column}{Quote(string.Join(' ', words.Tokens))}{(words.IsBeginning ? " *" : "")}";
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"")}\"";
}
