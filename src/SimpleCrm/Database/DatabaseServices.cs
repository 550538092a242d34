using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SimpleCrm.Database.Sqlite;

namespace SimpleCrm.Database;

internal static class DatabaseServices
{
    public static void AddDatabase(this IServiceCollection services) =>
        services.AddDbContextFactory<SimpleCrmDbContext>((provider, options) => options.UseSimpleCrmDatabase(
            provider.GetRequiredService<IOptions<SimpleCrmOptions>>().Value,
            provider.GetRequiredService<IConfiguration>().GetConnectionString("SimpleCrm")));

    /// <summary>Points a context at the configured database.</summary>
    public static DbContextOptionsBuilder UseSimpleCrmDatabase(this DbContextOptionsBuilder options, SimpleCrmOptions settings, string? connectionString)
    {
        connectionString ??= new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(Path.GetFullPath(settings.DataDirectory), "simplecrm.db"),
        }.ToString();
        return options
            .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly("SimpleCrm.Database.Sqlite").UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
            .AddInterceptors(SqliteSession.Instance);
    }

    /// <summary>Applies the migrations that the database lacks.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(services.GetRequiredService<IOptions<SimpleCrmOptions>>().Value.DataDirectory);
        await using var db = await services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }
}
