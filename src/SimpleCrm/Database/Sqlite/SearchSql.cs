using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.Sqlite;

/// <summary>The statements of a search within one mailbox. All values are parameters; only numbers of our own are written out.</summary>
internal static class SearchSql
{
    private const string Columns = """SELECT e."Id", e."ThreadId", e."SortAt", e."SearchKey" FROM """;

    /// <summary>Reads the index backwards and checks each row: right when the words are rarer than what the other conditions let through, or nothing else is asked.</summary>
    public static SqliteCommand FromIndex(SqliteConnection connection, SearchRequest request, long mailboxId, int partition)
    {
        var (from, to) = SearchKey.Stretch(partition);
        if (request.From is { } first)
            from = SearchKey.First(partition, first);
        if (request.Until is { } until)
            to = SearchKey.Last(partition, until);
        if (request.After is { Key: > 0 } after)
            to = Math.Min(to, SearchKey.At(partition, SearchKey.Time(after.Key)) - (partition < SearchKey.Partition(after.Key) ? 0 : 1));
        var command = connection.CreateCommand();
        var sql = new StringBuilder(Columns)
            .Append(""" "EmailSearch" s CROSS JOIN "Emails" e ON e."SearchKey" = s.rowid WHERE s."EmailSearch" MATCH $match AND s.rowid BETWEEN $from AND $to AND e."MailboxId" = $mailbox""");
        command.Parameters.AddWithValue("$match", SearchMatch.Of(request));
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        Conditions(sql, command, request, mailboxId);
        command.CommandText = sql.Append(" ORDER BY s.rowid DESC").ToString();
        return command;
    }

    /// <summary>Reads the mailbox's emails backwards and checks each against the index: right when the other conditions let few through.</summary>
    public static SqliteCommand FromEmails(SqliteConnection connection, SearchRequest request, long mailboxId)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder(Columns).Append(""" "Emails" e WHERE e."MailboxId" = $mailbox""");
        Conditions(sql, command, request, mailboxId);
        Backwards(sql, command, request);
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>Reads a small folder's emails and sorts them.</summary>
    public static SqliteCommand FromFolders(SqliteConnection connection, SearchRequest request, long mailboxId)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder(Columns)
            .Append($""" (SELECT DISTINCT p."EmailId" FROM "Placements" p WHERE p."FolderId" IN ({Numbers(request.Folders!)}) AND NOT p."IsPendingRemoval") f """)
            .Append("""CROSS JOIN "Emails" e ON e."Id" = f."EmailId" WHERE e."MailboxId" = $mailbox""");
        Conditions(sql, command, request with { Folders = null }, mailboxId);
        Backwards(sql, command, request);
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>Counts hits of the words alone, up to a limit.</summary>
    public static SqliteCommand CountWords(SqliteConnection connection, string match, int partition, int limit)
    {
        var (from, to) = SearchKey.Stretch(partition);
        var command = connection.CreateCommand();
        command.CommandText = """SELECT count(*) FROM (SELECT 1 FROM "EmailSearch" WHERE "EmailSearch" MATCH $match AND rowid BETWEEN $from AND $to LIMIT $limit)""";
        command.Parameters.AddWithValue("$match", match);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        command.Parameters.AddWithValue("$limit", limit);
        return command;
    }

    /// <summary>Counts what the read and star conditions let through, up to a limit.</summary>
    public static SqliteCommand CountFlagged(SqliteConnection connection, SearchRequest request, long mailboxId, int limit)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder("""SELECT count(*) FROM (SELECT 1 FROM "Emails" e WHERE e."MailboxId" = $mailbox""");
        Flags(sql, request);
        command.CommandText = sql.Append(" LIMIT $limit)").ToString();
        command.Parameters.AddWithValue("$mailbox", mailboxId);
        command.Parameters.AddWithValue("$limit", limit);
        return command;
    }

    private static void Backwards(StringBuilder sql, SqliteCommand command, SearchRequest request)
    {
        if (SearchMatch.Of(request) is { } match)
        {
            sql.Append(""" AND e."SearchKey" IS NOT NULL AND EXISTS (SELECT 1 FROM "EmailSearch" s WHERE s."EmailSearch" MATCH $match AND s.rowid = e."SearchKey")""");
            command.Parameters.AddWithValue("$match", match);
        }
        if (request.After is { } after)
        {
            sql.Append(""" AND (e."SortAt", e."Id") < ($afterTime, $afterId)""");
            command.Parameters.AddWithValue("$afterTime", after.SortAt);
            command.Parameters.AddWithValue("$afterId", after.EmailId);
        }
        sql.Append(""" ORDER BY e."SortAt" DESC, e."Id" DESC""");
    }

    private static void Conditions(StringBuilder sql, SqliteCommand command, SearchRequest request, long mailboxId)
    {
        command.Parameters.AddWithValue("$mailbox", mailboxId);
        Flags(sql, request);
        if (request.From is { } first)
            Add(""" AND e."SortAt" >= $first""", "$first", first);
        if (request.Until is { } until)
            Add(""" AND e."SortAt" < $until""", "$until", until);
        if (request.AtLeast is { } low)
            Add(""" AND e."Size" >= $low""", "$low", low);
        if (request.AtMost is { } high)
            Add(""" AND e."Size" <= $high""", "$high", high);
        if (request.HasAttachments is { } files)
            sql.Append(files ? """ AND e."HasAttachments" """ : """ AND NOT e."HasAttachments" """);
        if (request.Folders is { } folders)
            sql.Append($""" AND EXISTS (SELECT 1 FROM "Placements" p WHERE p."EmailId" = e."Id" AND p."FolderId" IN ({Numbers(folders)}) AND NOT p."IsPendingRemoval")""");
        if (request.NotFolders.Count > 0)
            sql.Append($""" AND NOT EXISTS (SELECT 1 FROM "Placements" p WHERE p."EmailId" = e."Id" AND p."FolderId" IN ({Numbers(request.NotFolders)}) AND NOT p."IsPendingRemoval")""");
        if (request.HiddenFolders.Count > 0)
            sql.Append($""" AND (EXISTS (SELECT 1 FROM "Placements" p WHERE p."EmailId" = e."Id" AND p."FolderId" NOT IN ({Numbers(request.HiddenFolders)}) AND NOT p."IsPendingRemoval") OR NOT EXISTS (SELECT 1 FROM "Placements" p WHERE p."EmailId" = e."Id"))""");
        if (request.Shared is { } shared)
        {
            sql.Append($""" AND (EXISTS (SELECT 1 FROM "ThreadShares" t WHERE t."ThreadId" = e."ThreadId") OR EXISTS (SELECT 1 FROM "ThreadGrants" g WHERE g."UserId" = $person AND g."ThreadId" = e."ThreadId")""");
            sql.Append(shared.Open.Contains(mailboxId) ? """ OR EXISTS (SELECT 1 FROM "RecordLinks" l WHERE l."ActivityId" = e."Id" AND NOT l."IsUndone"))""" : ")");
            command.Parameters.AddWithValue("$person", shared.UserId);
        }
        sql.Append(""" AND (e."OrphanedAt" IS NULL OR e."OutgoingEmailId" IS NOT NULL)""");

        void Add(string condition, string name, object value)
        {
            sql.Append(condition);
            command.Parameters.AddWithValue(name, value);
        }
    }

    private static void Flags(StringBuilder sql, SearchRequest request)
    {
        if (request.IsRead is { } read)
            sql.Append(read ? """ AND e."IsRead" """ : """ AND NOT e."IsRead" """);
        if (request.IsStarred is { } starred)
            sql.Append(starred ? """ AND e."IsStarred" """ : """ AND NOT e."IsStarred" """);
    }

    private static string Numbers(IEnumerable<long> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
