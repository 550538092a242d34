using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SimpleCrm.Database;

internal static class DatabaseServices
{
    private const string Key = "ConnectionStrings:SimpleCrm";

    public static void AddDatabase(this IServiceCollection services)
    {
        services.AddOptions<SimpleCrmOptions>()
            .Validate(o => DatabaseEngines.Named(o.Database.Provider) is not null, $"Database:Provider must be {string.Join(", ", DatabaseEngines.All.SkipLast(1).Select(e => e.Name))} or {DatabaseEngines.All[^1].Name}.")
            .Validate(o => o.Database.CommandTimeout.TotalSeconds is >= 5 and <= 3600, "Database:CommandTimeout must be between 00:00:05 and 01:00:00.")
            .Validate(o => o.Database.Retries is >= 0 and <= 10, "Database:Retries must be between 0 and 10.")
            .Validate(o => o.Database.PoolSize is >= 5 and <= 1000, "Database:PoolSize must be between 5 and 1000.");
        services.AddSingleton<RecordNotices>();
        services.AddDbContextFactory<SimpleCrmDbContext>((provider, options) => options.UseSimpleCrmDatabase(
            provider.GetRequiredService<IOptions<SimpleCrmOptions>>().Value,
            provider.GetRequiredService<IConfiguration>().GetConnectionString("SimpleCrm")).AddInterceptors(provider.GetRequiredService<RecordNotices>()));
    }

    /// <summary>Points a context at the configured database.</summary>
    /// <exception cref="DatabaseUnavailableException">The connection string is missing or cannot be read.</exception>
    public static DbContextOptionsBuilder UseSimpleCrmDatabase(this DbContextOptionsBuilder options, SimpleCrmOptions settings, string? connectionString)
    {
        var engine = DatabaseEngines.Named(settings.Database.Provider) ?? throw new DatabaseUnavailableException($"Database:Provider {settings.Database.Provider} is unknown.");
        if (string.IsNullOrWhiteSpace(connectionString))
            connectionString = engine == Sqlite.SqliteEngine.Instance
                ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetFullPath(settings.DataDirectory), "simplecrm.db") }.ToString()
                : throw new DatabaseUnavailableException($"{Key} must name the database when Database:Provider is {engine.Name}, for example {engine.Example}");
        try
        {
            engine.Use(options, connectionString, settings.Database);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Not with the parser's own words: they may quote a part of the password.
            throw new DatabaseUnavailableException($"{Key} is not a connection string for {engine.Name}. It looks like {engine.Example}");
        }
        return options;
    }

    /// <summary>Applies the migrations that the database lacks.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be reached, or refuses.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(services.GetRequiredService<IOptions<SimpleCrmOptions>>().Value.DataDirectory);
        await using var db = await services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync(cancellationToken);
        await MigrateAsync(db, cancellationToken);
        await Tagging.TagIndex.FillAsync(db, cancellationToken);
    }

    /// <inheritdoc cref="MigrateAsync(IServiceProvider, CancellationToken)"/>
    public static async Task MigrateAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var engine = DatabaseEngines.Of(db);
        try
        {
            await engine.MigrateAsync(db, cancellationToken);
        }
        catch (Exception exception) when (Reason(engine, exception) is not null)
        {
            throw new DatabaseUnavailableException($"{Key} names a {engine.Name} database that cannot be used: {Reason(engine, exception)}", exception);
        }
    }

    private static string? Reason(IDatabaseEngine engine, Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (engine.Unreachable(exception) is { } reason)
                return reason;
        }
        return null;
    }
}
