using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>The product's database, read beside the running product: its file, or PostgreSQL where a connection string is given.</summary>
internal sealed class StoredRows(string dataDirectory, string? connectionString)
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
            SELECT count(*) FROM (SELECT 1 FROM "Placements" GROUP BY "FolderId", "EmailId" HAVING count(*) > 1) twice
            """),
        ("a change that has not reached the server", """SELECT count(*) FROM "PendingOperations" WHERE "State" IN (0, 1)"""),
        ("a placement still on its way", """SELECT count(*) FROM "Placements" WHERE "IsPendingAddition" OR "IsPendingRemoval" """),
        ("an email being submitted", """SELECT count(*) FROM "OutgoingEmails" WHERE "State" = 1"""),
        ("an email set aside", """SELECT count(*) FROM "Quarantine" """),
        ("a thread that counts wrongly in a folder", """
            SELECT count(*) FROM "ThreadPlacements" t WHERE t."EmailCount" <> (
                SELECT count(DISTINCT e."Id") FROM "Placements" p JOIN "Emails" e ON e."Id" = p."EmailId" WHERE p."FolderId" = t."FolderId" AND e."ThreadId" = t."ThreadId")
            """),
        ("an email missing from its thread's folder", """
            SELECT count(*) FROM "Placements" p JOIN "Emails" e ON e."Id" = p."EmailId"
            WHERE NOT EXISTS (SELECT 1 FROM "ThreadPlacements" t WHERE t."FolderId" = p."FolderId" AND t."ThreadId" = e."ThreadId")
            """),
    ];

    private static readonly (string Wrong, string Query)[] SqliteRules =
    [
        ("an email that search does not find", """
            SELECT count(*) FROM "Emails" e WHERE e."SearchKey" IS NULL OR NOT EXISTS (SELECT 1 FROM "EmailSearch" s WHERE s.rowid = e."SearchKey")
            """),
        ("a word of search without its email", """SELECT count(*) FROM "EmailSearch" s WHERE NOT EXISTS (SELECT 1 FROM "Emails" e WHERE e."SearchKey" = s.rowid)"""),
    ];

    private static readonly (string Wrong, string Query)[] PostgreSqlRules =
    [
        ("an email that search does not find", """
            SELECT count(*) FROM "Emails" e WHERE e."IsUnindexed" OR NOT EXISTS (SELECT 1 FROM "EmailSearch" s WHERE s."EmailId" = e."Id")
            """),
        ("a word of search without its email", """SELECT count(*) FROM "EmailSearch" s WHERE NOT EXISTS (SELECT 1 FROM "Emails" e WHERE e."Id" = s."EmailId")"""),
    ];

    /// <summary>What is wrong, in words; empty when the rows fit together and nothing waits.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var faults = new List<string>();
        await using var connection = await OpenAsync();
        foreach (var (wrong, query) in Rules.Concat(connectionString is null ? SqliteRules : PostgreSqlRules))
        {
            if (await NumberAsync(connection, query) is var count and > 0) faults.Add($"{wrong}: {count}");
        }

        return faults;
    }

    /// <summary>What SQLite itself says of the file: <c>ok</c>. PostgreSQL outlives the product's kills and is not asked.</summary>
    public async Task<string> IntegrityAsync()
    {
        if (connectionString is not null) return "ok";
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = connectionString is not null ? new NpgsqlConnection(connectionString) : new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, "simplecrm.db"),
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<long> NumberAsync(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
