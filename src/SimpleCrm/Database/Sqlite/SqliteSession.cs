using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SimpleCrm.Database.Sqlite;

/// <summary>Sets each SQLite connection up: write-ahead log, a wait for locks, and a log that is synced at each commit, so that a send state outlives a power cut.</summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    /// <summary>The order of people's names: Ärmel beside Anton. SQLite itself knows bytes only.</summary>
    public const string PeopleCollation = "PEOPLE";

    public static readonly SqliteSession Instance = new();

    private const string Settings =
        "PRAGMA journal_mode=WAL; PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        KnowPeople(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        KnowPeople(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void KnowPeople(DbConnection connection) => ((SqliteConnection)connection).CreateCollation(PeopleCollation, ComparePeople);

    // Names that differ in case alone are told apart after all, so that the order is always the same.
    private static int ComparePeople(string one, string other)
    {
        var order = string.Compare(one, other, CultureInfo.InvariantCulture, CompareOptions.IgnoreCase);
        return order != 0 ? order : string.Compare(one, other, CultureInfo.InvariantCulture, CompareOptions.None);
    }
}
