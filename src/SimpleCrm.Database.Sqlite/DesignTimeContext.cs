using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SimpleCrm.Database;
using SimpleCrm.Database.Sqlite;

namespace SimpleCrm.Migrations.Sqlite;

/// <summary>Makes a context for <c>dotnet ef migrations add</c>; no database is opened.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<SimpleCrmDbContext>
{
    public SimpleCrmDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>();
        SqliteEngine.Instance.Use(options, "Data Source=design-time.db", new DatabaseOptions());
        return new SimpleCrmDbContext(options.Options);
    }
}
