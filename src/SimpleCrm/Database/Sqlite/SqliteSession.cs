using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SimpleCrm.Database.Sqlite;

/// <summary>Sets each SQLite connection up: write-ahead log, a wait for locks, and a log that is synced at each commit, so that a send state outlives a power cut.</summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    public static readonly SqliteSession Instance = new();

    private const string Settings =
        "PRAGMA journal_mode=WAL; PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA mmap_size=268435456;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
