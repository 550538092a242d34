namespace SimpleCrm;

/// <summary>Which database is used (configuration section <c>Database</c>).</summary>
public sealed class DatabaseOptions
{
    /// <summary>"Sqlite".</summary>
    public string Provider { get; set; } = "Sqlite";
}
