using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SimpleCrm.Database;
using Xunit;

namespace SimpleCrm.Tests;

public sealed class MigrationTests
{
    public static TheoryData<string, string> Databases => new()
    {
        { "Sqlite", "Data Source=nowhere.db" },
        { "PostgreSql", "Host=nowhere.invalid" },
        { "SqlServer", "Server=nowhere.invalid" },
    };

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_model_has_not_changed_since_the_last_migration(string provider, string connectionString)
    {
        using var db = new SimpleCrmDbContext(TestDatabase.OptionsFor(connectionString, provider));

        Assert.False(db.Database.HasPendingModelChanges(), "Run tools/add-migration.sh NAME.");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void All_databases_have_the_same_tables_columns_and_indexes(string provider, string connectionString)
    {
        using var db = new SimpleCrmDbContext(TestDatabase.OptionsFor(connectionString, provider));
        using var sqlite = new SimpleCrmDbContext(TestDatabase.OptionsFor("Data Source=nowhere.db", "Sqlite"));

        Assert.Equal(Describe(sqlite), Describe(db));

        static IEnumerable<string> Describe(SimpleCrmDbContext db) => db.Model.GetEntityTypes().SelectMany(e =>
            e.GetProperties().Select(p => $"{e.GetTableName()}.{p.GetColumnName()} {p.IsNullable} {p.GetMaxLength()}")
                .Concat(e.GetIndexes().Select(i => $"{e.GetTableName()} {i.GetDatabaseName()} {i.IsUnique}"))).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Processes_that_start_at_the_same_moment_migrate_once()
    {
        var folder = Directory.CreateTempSubdirectory("simplecrm-migrate-").FullName;
        var connectionString = TestDatabase.IsSqlite ? $"Data Source={Path.Combine(folder, "new.db")};Pooling=False" : TestDatabase.NewConnectionString();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var db = new SimpleCrmDbContext(TestDatabase.OptionsFor(connectionString));
            await DatabaseServices.MigrateAsync(db, TestContext.Current.CancellationToken);
        })));

        await using (var db = new SimpleCrmDbContext(TestDatabase.OptionsFor(connectionString)))
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_empty_database_is_migrated_without_an_error_in_the_log()
    {
        var folder = Directory.CreateTempSubdirectory("simplecrm-migrate-").FullName;
        var failed = new FailedCommands();
        var options = TestDatabase.OptionsFor(TestDatabase.IsSqlite ? $"Data Source={Path.Combine(folder, "new.db")};Pooling=False" : TestDatabase.NewConnectionString());
        await using (var db = new SimpleCrmDbContext(new DbContextOptionsBuilder<SimpleCrmDbContext>(options).AddInterceptors(failed).Options))
            await DatabaseServices.MigrateAsync(db, TestContext.Current.CancellationToken);

        Assert.Empty(failed.Texts);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_behind_stops_nobody()
    {
        Assert.SkipUnless(TestDatabase.IsSqlite, "The server databases' locks end with the connection.");
        var folder = Directory.CreateTempSubdirectory("simplecrm-migrate-").FullName;
        var options = TestDatabase.OptionsFor($"Data Source={Path.Combine(folder, "new.db")};Pooling=False");
        await using (var db = new SimpleCrmDbContext(options))
            await db.Database.ExecuteSqlRawAsync("""
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')
                """, TestContext.Current.CancellationToken);

        await using (var db = new SimpleCrmDbContext(options))
            await DatabaseServices.MigrateAsync(db, TestContext.Current.CancellationToken);

        Directory.Delete(folder, recursive: true);
    }

    private sealed class FailedCommands : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return Task.CompletedTask;
        }
    }
}
