using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using SimpleCrm.Database.Sqlite;
using SimpleCrm.Mail;

namespace SimpleCrm.Database;

/// <summary>
/// Moves a SQLite database to another one, table by table in the order of their keys. Interrupted, it goes on where it was. At the end both sides
/// are read whole and compared. The source is held against changes meanwhile; encrypted values are carried over as they are.
/// </summary>
internal sealed class DatabaseCopy(IDbContextFactory<SimpleCrmDbContext> targets, SimpleCrmOptions settings, TextWriter progress)
{
    private const string Marker = "UnfinishedCopy";
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5), ReadPatience = TimeSpan.FromHours(1);

    /// <summary>Refuses a database that holds only a part of a copy.</summary>
    /// <exception cref="DatabaseUnavailableException">It does.</exception>
    public static async Task RequireFinishedAsync(IDbContextFactory<SimpleCrmDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (DatabaseEngines.Of(db) != SqliteEngine.Instance && await HasMarkerAsync(db, cancellationToken))
            throw new DatabaseUnavailableException("The database holds an unfinished copy of another. Run --copy-database again, which goes on where it stopped.");
    }

    public async Task RunAsync(string? sourceFile, CancellationToken cancellationToken)
    {
        await using var target = await targets.CreateDbContextAsync(cancellationToken);
        if (DatabaseEngines.Of(target) == SqliteEngine.Instance)
            throw new DatabaseUnavailableException("--copy-database copies a SQLite database into the configured one: set Database:Provider and ConnectionStrings:SimpleCrm to the server.");
        sourceFile = Path.GetFullPath(sourceFile ?? Path.Combine(settings.DataDirectory, "simplecrm.db"));
        if (!File.Exists(sourceFile))
            throw new DatabaseUnavailableException($"There is no SQLite database at {sourceFile}.");
        await using var source = OpenSource(sourceFile);
        await using var held = await HoldAsync(source, sourceFile, cancellationToken);
        source.Database.SetCommandTimeout(ReadPatience);
        await DatabaseServices.MigrateAsync(target, cancellationToken);
        var tables = InOrder(source.Model).Select(entity => (CopiedTable)Activator.CreateInstance(typeof(CopiedEntity<>).MakeGenericType(entity.ClrType), entity)!).ToList();
        await BeginAsync(target, tables, cancellationToken);

        var watch = Stopwatch.StartNew();
        foreach (var table in tables)
        {
            var rows = await table.CopyAsync(source, targets, cancellationToken);
            await progress.WriteLineAsync($"{table.Name}: {rows.Total} rows{(rows.Total > rows.Copied ? $", {rows.Total - rows.Copied} of them there already" : "")} ({watch.Elapsed.TotalSeconds:0} s)");
        }
        await progress.WriteLineAsync("Comparing");
        foreach (var table in tables)
        {
            await using var compared = await targets.CreateDbContextAsync(cancellationToken);
            var (here, there) = (await table.SumAsync(source, cancellationToken), await table.SumAsync(compared, cancellationToken));
            if (here != there)
                throw new DatabaseUnavailableException($"{table.Name} is not equal: {here.Rows} rows in the source, {there.Rows} in the copy{(here.Rows == there.Rows ? ", with other content" : "")}. Empty the target database and copy again.");
        }
        await target.Database.ExecuteSqlRawAsync($"DROP TABLE \"{Marker}\"", cancellationToken);
    }

    private static SimpleCrmDbContext OpenSource(string file)
    {
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>();
        SqliteEngine.Instance.Use(options, new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString(), new DatabaseOptions { CommandTimeout = LockPatience });
        return new SimpleCrmDbContext(options.Options);
    }

    // The write lock, for as long as the copy takes: nobody can change what was copied already.
    private static async Task<IDbContextTransaction> HoldAsync(SimpleCrmDbContext source, string file, CancellationToken cancellationToken)
    {
        try
        {
            if ((await source.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                throw new DatabaseUnavailableException($"{file} was made by an earlier version. Start the product with it once, or run --migrate, and copy then.");
            return await source.Database.BeginTransactionAsync(cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new DatabaseUnavailableException($"{file} cannot be read: {exception.Message}. The product must not run on it meanwhile.", exception);
        }
    }

    private static async Task BeginAsync(SimpleCrmDbContext target, List<CopiedTable> tables, CancellationToken cancellationToken)
    {
        if (await HasMarkerAsync(target, cancellationToken))
            return;
        foreach (var table in tables)
        {
            if (await table.HasRowsAsync(target, cancellationToken))
                throw new DatabaseUnavailableException($"The database in ConnectionStrings:SimpleCrm is not empty: it has rows in {table.Name}. Nothing was copied.");
        }
        await target.Database.ExecuteSqlRawAsync($"CREATE TABLE \"{Marker}\" (\"Id\" int NOT NULL)", cancellationToken);
    }

    private static async Task<bool> HasMarkerAsync(SimpleCrmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = '{Marker}'").SingleAsync(cancellationToken) > 0;

    // What is referred to comes first. The database counts a folder's threads as they come, so the folders, with their counts, come behind them.
    private static List<IEntityType> InOrder(IModel model)
    {
        var left = model.GetEntityTypes().Where(e => !e.IsOwned() && e.GetTableName() is not null).OrderBy(e => e.ClrType == typeof(MailFolder)).ThenBy(e => e.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<IEntityType>(left.Count);
        while (left.Count > 0)
        {
            var next = left.First(e => e.GetForeignKeys().All(k => k.PrincipalEntityType == e || !left.Contains(k.PrincipalEntityType)));
            left.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }
}
