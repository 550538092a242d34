using Microsoft.Data.Sqlite;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>The product's database file, read beside the running product.</summary>
internal sealed class StoredRows(string dataDirectory)
{
    // Each counts what must not be there once all is quiet.
    private static readonly (string Wrong, string Query)[] Rules =
    [
        ("a placement without its email", """SELECT count(*) FROM "Placements" p WHERE NOT EXISTS (SELECT 1 FROM "Emails" e WHERE e."Id" = p."EmailId")"""),
        ("an email without its thread", """SELECT count(*) FROM "Emails" e WHERE NOT EXISTS (SELECT 1 FROM "Threads" t WHERE t."Id" = e."ThreadId")"""),
        ("an email without a body", """SELECT count(*) FROM "Emails" e WHERE NOT EXISTS (SELECT 1 FROM "EmailBodies" b WHERE b."EmailId" = e."Id")"""),
        ("a body without its email", """SELECT count(*) FROM "EmailBodies" b WHERE NOT EXISTS (SELECT 1 FROM "Emails" e WHERE e."Id" = b."EmailId")"""),
        ("an email in no folder and not marked so", """
            SELECT count(*) FROM "Emails" e WHERE e."OrphanedAt" IS NULL AND e."OutgoingEmailId" IS NULL
                AND NOT EXISTS (SELECT 1 FROM "Placements" p WHERE p."EmailId" = e."Id")
            """),
        ("an email twice in a folder", """
            SELECT count(*) FROM (SELECT 1 FROM "Placements" GROUP BY "FolderId", "EmailId" HAVING count(*) > 1)
            """),
        ("a change that has not reached the server", """SELECT count(*) FROM "PendingOperations" WHERE "State" IN (0, 1)"""),
        ("a placement still on its way", """SELECT count(*) FROM "Placements" WHERE "IsPendingAddition" OR "IsPendingRemoval" """),
        ("an email being submitted", """SELECT count(*) FROM "OutgoingEmails" WHERE "State" = 1"""),
        ("an email set aside", """SELECT count(*) FROM "Quarantine" """),
        ("an email that search does not find", """
            SELECT count(*) FROM "Emails" e WHERE e."SearchKey" IS NULL OR NOT EXISTS (SELECT 1 FROM "EmailSearch" s WHERE s.rowid = e."SearchKey")
            """),
        ("a word of search without its email", """SELECT count(*) FROM "EmailSearch" s WHERE NOT EXISTS (SELECT 1 FROM "Emails" e WHERE e."SearchKey" = s.rowid)"""),
        ("a thread that counts wrongly in a folder", """
            SELECT count(*) FROM "ThreadPlacements" t WHERE t."EmailCount" <> (
                SELECT count(DISTINCT e."Id") FROM "Placements" p JOIN "Emails" e ON e."Id" = p."EmailId" WHERE p."FolderId" = t."FolderId" AND e."ThreadId" = t."ThreadId")
            """),
        ("an email missing from its thread's folder", """
            SELECT count(*) FROM "Placements" p JOIN "Emails" e ON e."Id" = p."EmailId"
            WHERE NOT EXISTS (SELECT 1 FROM "ThreadPlacements" t WHERE t."FolderId" = p."FolderId" AND t."ThreadId" = e."ThreadId")
            """),
    ];

    /// <summary>What is wrong, in words; empty when the rows fit together and nothing waits.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var faults = new List<string>();
        await using var connection = await OpenAsync();
        foreach (var (wrong, query) in Rules)
        {
            if (await NumberAsync(connection, query) is var count and > 0) faults.Add($"{wrong}: {count}");
        }

        return faults;
    }

    /// <summary>What SQLite itself says of the file: <c>ok</c>.</summary>
    public async Task<string> IntegrityAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, "simplecrm.db"),
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<long> NumberAsync(SqliteConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
