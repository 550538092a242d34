using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SimpleCrm.Database;
using SimpleCrm.Database.PostgreSql;

namespace SimpleCrm.Migrations.PostgreSql;

/// <summary>Makes a context for <c>dotnet ef migrations add</c>; no database is opened.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<SimpleCrmDbContext>
{
    public SimpleCrmDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>();
        PostgreSqlEngine.Instance.Use(options, "Host=design-time", new DatabaseOptions());
        return new SimpleCrmDbContext(options.Options);
    }
}
