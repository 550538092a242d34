using System.Data;
using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.SqlServer;

/// <summary>The statements of the search. All values are parameters; only numbers of our own are written out.</summary>
internal static class SearchStatement
{
    private static readonly string[] AllColumns = ["Subject", "Sender", "Recipients", "Attachments", "Body"];

    /// <summary>1 when a full-text index is there to be asked, else 0.</summary>
    public static SqlCommand FullTextPresent(SqlConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = """
            SELECT CASE WHEN FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1 AND OBJECTPROPERTYEX(OBJECT_ID(N'[EmailSearch]'), 'TableHasActiveFulltextIndex') = 1 THEN 1 ELSE 0 END
            """;
        return command;
    }

    public static SqlCommand Find(SqlConnection connection, SearchRequest request, bool hasFullText, int limit)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder("SELECT TOP (@limit) e.[Id], e.[ThreadId], e.[MailboxId], e.[SortAt] FROM [Emails] e");
        command.Parameters.Add("@limit", SqlDbType.Int).Value = limit;
        if (request.HasWords)
            sql.Append(" INNER JOIN [EmailSearch] s ON s.[EmailId] = e.[Id]");
        sql.Append($" WHERE e.[MailboxId] IN ({Numbers(request.Mailboxes.Select(m => m.MailboxId))})");
        foreach (var words in request.Wanted)
        {
            // Of the words before the last, the index would also take longer ones; the comparison does not.
            if (hasFullText && words.Tokens.All(IsPlain))
                sql.Append($" AND CONTAINS({Columns(words)}, {Parameter(command, Contains(words))})");
            sql.Append($" AND {Like(command, words)}");
        }
        foreach (var words in request.Unwanted)
            sql.Append($" AND NOT {Like(command, words)}");
        Conditions(sql, command, request);
        command.CommandText = sql.Append(" ORDER BY e.[SortAt] DESC, e.[Id] DESC").ToString();
        return command;
    }

    /// <summary>Stores the words of one email that is still as it was read.</summary>
    public static SqlCommand Write(SqlConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = """
            IF EXISTS (SELECT 1 FROM [Emails] WITH (UPDLOCK) WHERE [Id] = @id AND [SortAt] = @at)
            BEGIN
                UPDATE [EmailSearch] SET [Subject] = @subject, [Sender] = @sender, [Recipients] = @recipients, [Attachments] = @attachments, [Body] = @body WHERE [EmailId] = @id;
                IF @@ROWCOUNT = 0
                    INSERT INTO [EmailSearch] ([EmailId], [Subject], [Sender], [Recipients], [Attachments], [Body]) VALUES (@id, @subject, @sender, @recipients, @attachments, @body);
                UPDATE [Emails] SET [IsUnindexed] = 0 WHERE [Id] = @id;
            END
            """;
        command.Parameters.Add("@id", SqlDbType.BigInt);
        command.Parameters.Add("@at", SqlDbType.DateTime2);
        foreach (var name in (string[])["@subject", "@sender", "@recipients", "@attachments", "@body"])
            command.Parameters.Add(name, SqlDbType.NVarChar, -1);
        return command;
    }

    // Single signs of scripts without spaces are left to the comparison: word breakers group them by rules of their own.
    private static bool IsPlain(string token) => token.All(c => c < '\u1100');

    private static string Columns(SearchWords words) => words.Column == SearchColumn.Any ? $"({string.Join(", ", AllColumns.Select(c => $"s.[{c}]"))})" : $"s.[{words.Column}]";

    private static string Contains(SearchWords words) => $"\"{string.Join(' ', words.Tokens)}{(words.IsBeginning ? "*" : "")}\"";

    private static string Like(SqlCommand command, SearchWords words)
    {
        var pattern = Parameter(command, $"% {string.Join(' ', words.Tokens)}{(words.IsBeginning ? "" : " ")}%");
        var columns = words.Column == SearchColumn.Any ? AllColumns : [words.Column.ToString()];
        return $"({string.Join(" OR ", columns.Select(c => $"s.[{c}] LIKE {pattern}"))})";
    }

    private static string Parameter(SqlCommand command, string value)
    {
        var parameter = new SqlParameter($"@w{command.Parameters.Count}", SqlDbType.NVarChar, 4000) { Value = value };
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }

    private static void Conditions(StringBuilder sql, SqlCommand command, SearchRequest request)
    {
        if (request.IsRead is { } read)
            sql.Append($" AND e.[IsRead] = {(read ? 1 : 0)}");
        if (request.IsStarred is { } starred)
            sql.Append($" AND e.[IsStarred] = {(starred ? 1 : 0)}");
        if (request.HasAttachments is { } files)
            sql.Append($" AND e.[HasAttachments] = {(files ? 1 : 0)}");
        if (request.From is { } first)
            Add(" AND e.[SortAt] >= @first", "@first", SqlDbType.DateTime2, first);
        if (request.Until is { } until)
            Add(" AND e.[SortAt] < @until", "@until", SqlDbType.DateTime2, until);
        if (request.AtLeast is { } low)
            Add(" AND e.[Size] >= @low", "@low", SqlDbType.BigInt, low);
        if (request.AtMost is { } high)
            Add(" AND e.[Size] <= @high", "@high", SqlDbType.BigInt, high);
        const string Placed = "EXISTS (SELECT 1 FROM [Placements] p WHERE p.[EmailId] = e.[Id] AND p.[IsPendingRemoval] = 0 AND p.[FolderId]";
        if (request.Folders is { } folders)
            sql.Append($" AND {Placed} IN ({Numbers(folders)}))");
        if (request.NotFolders.Count > 0)
            sql.Append($" AND NOT {Placed} IN ({Numbers(request.NotFolders)}))");
        if (request.HiddenFolders.Count > 0)
            sql.Append($" AND ({Placed} NOT IN ({Numbers(request.HiddenFolders)})) OR NOT EXISTS (SELECT 1 FROM [Placements] p WHERE p.[EmailId] = e.[Id]))");
        if (request.Shared is { } shared)
        {
            Add(" AND (EXISTS (SELECT 1 FROM [ThreadShares] t WHERE t.[ThreadId] = e.[ThreadId]) OR EXISTS (SELECT 1 FROM [ThreadGrants] g WHERE g.[UserId] = @person AND g.[ThreadId] = e.[ThreadId])", "@person", SqlDbType.BigInt, shared.UserId);
            sql.Append(shared.Open.Count == 0 ? ")" : $" OR e.[MailboxId] IN ({Numbers(shared.Open)}) AND EXISTS (SELECT 1 FROM [RecordLinks] l WHERE l.[ActivityId] = e.[Id] AND l.[IsUndone] = 0))");
        }
        sql.Append(" AND (e.[OrphanedAt] IS NULL OR e.[OutgoingEmailId] IS NOT NULL)");
        if (request.After is { } after)
        {
            sql.Append(" AND (e.[SortAt] < @afterTime OR (e.[SortAt] = @afterTime AND e.[Id] < @afterId))");
            command.Parameters.Add("@afterTime", SqlDbType.DateTime2).Value = after.SortAt;
            command.Parameters.Add("@afterId", SqlDbType.BigInt).Value = after.EmailId;
        }

        void Add(string condition, string name, SqlDbType type, object value)
        {
            sql.Append(condition);
            command.Parameters.Add(name, type).Value = value;
        }
    }

    private static string Numbers(IEnumerable<long> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
