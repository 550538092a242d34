using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SimpleCrm.Database;

namespace SimpleCrm.Migrations.Sqlite;

/// <summary>Makes a context for <c>dotnet ef migrations add</c>; no database is opened.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<SimpleCrmDbContext>
{
    public SimpleCrmDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SimpleCrmDbContext>()
            .UseSqlite("Data Source=design-time.db", sqlite => sqlite.MigrationsAssembly(typeof(DesignTimeContext).Assembly.GetName().Name))
            .Options);
}
