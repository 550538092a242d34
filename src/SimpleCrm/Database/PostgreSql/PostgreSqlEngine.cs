using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using SimpleCrm.Access;
using SimpleCrm.Database.Search;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database.PostgreSql;

/// <summary>PostgreSQL 13 and later.</summary>
internal sealed class PostgreSqlEngine : IDatabaseEngine
{
    // Any number that is no row id: those are larger by far.
    private const long MigrationKey = 5_3112;

    public static readonly PostgreSqlEngine Instance = new();

    public string Name => "PostgreSql";
    public string Example => "Host=db.example.com;Database=simplecrm;Username=simplecrm;Password=...";
    public ISearchIndex Search { get; } = new PostgreSqlSearchIndex();
    public IBulkRows Rows { get; } = new CopiedRows();

    public void Use(DbContextOptionsBuilder options, string connectionString, DatabaseOptions settings)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connection.ShouldSerialize("Maximum Pool Size"))
            connection.MaxPoolSize = settings.PoolSize;
        if (!connection.ShouldSerialize("Application Name"))
            connection.ApplicationName = "SimpleCrm";
        options.UseNpgsql(connection.ToString(), npgsql => npgsql
            .MigrationsAssembly("SimpleCrm.Database.PostgreSql")
            .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)
            .CommandTimeout((int)settings.CommandTimeout.TotalSeconds)
            .ExecutionStrategy(dependencies => new PostgreSqlRetries(dependencies, settings.Retries)));
    }

    public void Complete(ModelBuilder model)
    {
        // People look for Ärmel beside Anton, whatever order the database server was set up with.
        model.Entity<User>().Property(u => u.DisplayName).UseCollation("und-x-icu");
        model.Entity<Team>().Property(t => t.Name).UseCollation("und-x-icu");
    }

    // A transaction that writes finds its rows by key, some hundred at a time: never by reading from end to end a table that was small when it
    // was last counted. What has to read a whole table all the same looks so dear then that it would be compiled first.
    public async Task LockAsync(SimpleCrmDbContext db, long key, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), pg_advisory_xact_lock({key})", cancellationToken);

    public async Task MigrateAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
        {
            try
            {
                await creator.CreateAsync(cancellationToken);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another process was first.
            }
        }
        // Held by the session, so that it goes with the process.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await RunAsync(db, "SELECT pg_advisory_lock(@key)", cancellationToken);
        try
        {
            // The provider finds out by a read that fails, which is logged as an error: every empty database would begin with one.
            if (!await db.Database.SqlQueryRaw<bool>("""SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL AS "Value" """).SingleAsync(cancellationToken))
                await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await RunAsync(db, "SELECT pg_advisory_unlock(@key)", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    public MailboxProblem? Classify(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => MailboxProblem.DiskFull,
        NpgsqlException { IsTransient: true } => MailboxProblem.DatabaseBusy,
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => MailboxProblem.DatabaseBusy,
        _ => null,
    };

    public string? Unreachable(Exception exception) => exception switch
    {
        PostgresException refusal => refusal.MessageText,
        NpgsqlException { InnerException: SocketException socket } failure => $"{failure.Message}: {socket.Message}",
        NpgsqlException failure => failure.Message,
        SocketException socket => socket.Message,
        _ => null,
    };

    // Not through the context: a lost lock is not to be tried again by itself.
    private static async Task RunAsync(SimpleCrmDbContext db, string text, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<long>("key", MigrationKey));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
