namespace SimpleCrm;

/// <summary>Which database is used, and how (configuration section <c>Database</c>). Where it is says <c>ConnectionStrings:SimpleCrm</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>"Sqlite", "SqlServer" or "PostgreSql".</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>How long one statement may take; 5 seconds to 1 hour.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a statement or transaction that a server database refused for a passing reason is tried again; 0 to 10. Not used by SQLite, which waits instead.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>At most this many connections to a server database, 5 to 1000; a number in the connection string wins.</summary>
    public int PoolSize { get; set; } = 50;
}
