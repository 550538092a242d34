using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database.PostgreSql;
using SimpleCrm.Database.Sqlite;
using SimpleCrm.Database.SqlServer;

namespace SimpleCrm.Database;

/// <summary>The databases that the product runs on.</summary>
internal static class DatabaseEngines
{
    public static readonly IReadOnlyList<IDatabaseEngine> All = [SqliteEngine.Instance, SqlServerEngine.Instance, PostgreSqlEngine.Instance];

    /// <summary>By the value of <c>Database:Provider</c>, in any case; null when there is none of this name.</summary>
    public static IDatabaseEngine? Named(string? provider) => All.FirstOrDefault(e => e.Name.Equals(provider, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one that a context is pointed at.</summary>
    public static IDatabaseEngine Of(DbContext db) =>
        db.Database.ProviderName switch
        {
            "Microsoft.EntityFrameworkCore.Sqlite" => SqliteEngine.Instance,
            "Npgsql.EntityFrameworkCore.PostgreSQL" => PostgreSqlEngine.Instance,
            "Microsoft.EntityFrameworkCore.SqlServer" => SqlServerEngine.Instance,
            var other => throw new NotSupportedException($"No engine for {other}."),
        };
}
