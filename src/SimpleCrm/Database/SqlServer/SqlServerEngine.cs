using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using SimpleCrm.Access;
using SimpleCrm.Database.Search;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database.SqlServer;

/// <summary>SQL Server 2017 and later, and Azure SQL Database.</summary>
internal sealed partial class SqlServerEngine : IDatabaseEngine
{
    // As in the other databases: texts are equal when they are the same, whatever the server was set up with.
    private const string Exact = "Latin1_General_100_BIN2";
    private const string PeopleCollation = "Latin1_General_100_CI_AS_SC";
    private const int LogFull = 9002, FileFull = 1105, FilegroupFull = 1101, Deadlock = 1205, LockTimeout = 1222, Timeout = -2, TooManyRequests = 10928;

    public static readonly SqlServerEngine Instance = new();

    public string Name => "SqlServer";
    public string Example => "Server=db.example.com;Database=simplecrm;User Id=simplecrm;Password=...;Encrypt=True";
    public ISearchIndex Search { get; } = new SqlServerSearchIndex();
    public IBulkRows Rows { get; } = new PreparedRows();

    public void Use(DbContextOptionsBuilder options, string connectionString, DatabaseOptions settings)
    {
        var connection = new SqlConnectionStringBuilder(connectionString);
        if (!connection.ShouldSerialize("Max Pool Size"))
            connection.MaxPoolSize = settings.PoolSize;
        if (!connection.ShouldSerialize("Application Name"))
            connection.ApplicationName = "SimpleCrm";
        options.UseSqlServer(connection.ToString(), server => server
            .MigrationsAssembly("SimpleCrm.Database.SqlServer")
            .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)
            // One statement text however many ids, and no limit of 2100 of them.
            .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
            .CommandTimeout((int)settings.CommandTimeout.TotalSeconds)
            .ExecutionStrategy(dependencies => new SqlServerRetries(dependencies, settings.Retries)));
    }

    public void Complete(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (!entity.IsMappedToJson())
                Collate(entity);
            foreach (var index in entity.GetIndexes().Where(i => i.GetFilter() is not null))
                index.SetFilter(Filter(index.GetFilter()!));
        }
        model.Entity<User>().Property(u => u.DisplayName).UseCollation(PeopleCollation);
        model.Entity<Team>().Property(t => t.Name).UseCollation(PeopleCollation);
        // 1024 octets of key: more than the rows themselves can be ordered by (900), less than an index beside them takes (1700).
        model.Entity<IdentityUserPasskey<long>>().HasKey(p => p.CredentialId).IsClustered(false);
        // Statements that write them must not ask for what a trigger may change.
        model.Entity<ThreadPlacement>().ToTable(table => table.HasTrigger("ThreadPlacements_Counts"));
    }

    public async Task LockAsync(SimpleCrmDbContext db, long key, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(LockStatement(key), cancellationToken);

    internal static FormattableString LockStatement(long key) => $"""
        DECLARE @result int;
        EXEC @result = sp_getapplock @Resource = {"simplecrm:" + key.ToString(CultureInfo.InvariantCulture)}, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000;
        IF @result < 0 THROW 51222, 'The mailbox is held by another transaction.', 1;
        """;

    public async Task MigrateAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        const int DatabaseExists = 1801;
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (SqlException exception) when (exception.Number == DatabaseExists)
        {
            // Another process has made it since we looked.
            await db.Database.MigrateAsync(cancellationToken);
        }
    }

    public MailboxProblem? Classify(Exception exception) => exception switch
    {
        SqlException { Number: LogFull or FileFull or FilegroupFull } => MailboxProblem.DiskFull,
        SqlException { Number: Deadlock or LockTimeout or 51222 or Timeout or TooManyRequests } => MailboxProblem.DatabaseBusy,
        // Class 20 and above ended the connection.
        SqlException { Class: >= 20 } => MailboxProblem.DatabaseBusy,
        SqlException { InnerException: Win32Exception } => MailboxProblem.DatabaseBusy,
        _ => null,
    };

    public string? Unreachable(Exception exception) => exception is SqlException failure ? failure.Message : null;

    private static void Collate(IMutableTypeBase type)
    {
        foreach (var text in type.GetProperties().Where(p => (p.GetProviderClrType() ?? p.ClrType) == typeof(string)))
            text.SetCollation(Exact);
        foreach (var part in type.GetComplexProperties())
            Collate(part.ComplexType);
    }

    /// <summary>An index filter in the words of SQL Server, which knows no conditions that are a column alone.</summary>
    internal static string Filter(string filter)
    {
        filter = Negated().Replace(filter, "[$1] = 0");
        filter = Alone().Replace(filter, "[$1] = 1");
        return Quoted().Replace(filter, "[$1]");
    }

    [GeneratedRegex("""NOT "(\w+)"(?=$| AND)""")]
    private static partial Regex Negated();

    [GeneratedRegex("""(?<=^|AND )"(\w+)"(?=$| AND)""")]
    private static partial Regex Alone();

    [GeneratedRegex("""
        "(\w+)"
        """)]
    private static partial Regex Quoted();
}
