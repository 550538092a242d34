using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database.Search;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database.Sqlite;

/// <summary>SQLite: one file, one writer at a time.</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    private const int Busy = 5, Locked = 6, IoError = 10, Full = 13, CannotOpen = 14, NotADatabase = 26, ReadOnly = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public static readonly SqliteEngine Instance = new();

    public string Name => "Sqlite";
    public string Example => "Data Source=data/simplecrm.db";
    public ISearchIndex Search { get; } = new SqliteSearchIndex();
    public IBulkRows Rows { get; } = new PreparedRows();

    public void Use(DbContextOptionsBuilder options, string connectionString, DatabaseOptions settings) => options
        .UseSqlite(new SqliteConnectionStringBuilder(connectionString).ToString(), sqlite => sqlite
            .MigrationsAssembly("SimpleCrm.Database.Sqlite")
            .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)
            // One statement text however many ids: hundreds of parameters are looked up by name one after the other.
            .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
            .CommandTimeout((int)settings.CommandTimeout.TotalSeconds))
        .AddInterceptors(SqliteSession.Instance);

    public void Complete(ModelBuilder model)
    {
        model.Entity<User>().Property(u => u.DisplayName).UseCollation(SqliteSession.PeopleCollation);
        model.Entity<Team>().Property(t => t.Name).UseCollation(SqliteSession.PeopleCollation);
    }

    // A transaction begins by taking the file's only write lock.
    public Task LockAsync(SimpleCrmDbContext db, long key, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task MigrateAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (file is "" or ":memory:")
        {
            await db.Database.MigrateAsync(cancellationToken);
            return;
        }
        // Entity Framework's own lock is a row, which a killed process leaves behind for ever; the system takes this one back by itself.
        await using var held = await HoldAsync(Path.GetFullPath(file) + ".lock", cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = """DROP TABLE IF EXISTS "__EFMigrationsLock" """;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.CloseConnectionAsync();
    }

    public MailboxProblem? Classify(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: Full or IoError or CannotOpen } => MailboxProblem.DiskFull,
        SqliteException { SqliteErrorCode: Busy or Locked } => MailboxProblem.DatabaseBusy,
        _ => null,
    };

    public string? Unreachable(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: CannotOpen or NotADatabase or Busy or Locked or IoError or ReadOnly } or IOException or UnauthorizedAccessException ? exception.Message : null;

    private static async Task<FileStream> HoldAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            }
        }
    }
}
