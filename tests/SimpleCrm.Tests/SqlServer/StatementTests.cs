using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Database.Search;
using SimpleCrm.Database.SqlServer;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.SqlServer;

/// <summary>Statements that no LINQ query makes.</summary>
public sealed class StatementTests
{
    private readonly SqlConnection _connection = new("Server=nowhere.invalid");

    [Theory]
    [InlineData("SELECT [Nothing] FROM [Emails]", "Nothing")]
    [InlineData("SELECT [Id] FROM [Letters]", "Letters")]
    public void A_column_or_table_that_is_not_there_is_found(string statement, string named)
    {
        var faults = SqlServerQueries.Faults([new(statement, "")]);

        Assert.Contains(faults, f => f.Contains(named));
    }

    [Fact]
    public void What_only_another_database_understands_is_found() =>
        Assert.Throws<FormatException>(() => SqlServerSchema.Parse("SELECT 1 FROM \"Emails\" LIMIT 1"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_search_with_and_without_full_text(bool hasFullText)
    {
        SearchWords[] words = [new(SearchColumn.Any, ["fox"], true), new(SearchColumn.Subject, ["big", "deal"], false), new(SearchColumn.Attachments, ["offer"], true)];
        var request = new SearchRequest
        {
            Mailboxes = [(1, 0), (2, 0)],
            Wanted = words,
            Unwanted = words,
            Folders = [1, 2],
            NotFolders = [3],
            HiddenFolders = [4],
            Shared = new SharedPart(5, [1, 2]),
            IsRead = false,
            IsStarred = true,
            HasAttachments = true,
            From = DateTime.UnixEpoch,
            Until = DateTime.UnixEpoch,
            AtLeast = 1,
            AtMost = 2,
            After = new SearchPlace(0, DateTime.UnixEpoch, 1),
        };
        using var find = SearchStatement.Find(_connection, request, hasFullText, 10);
        using var write = SearchStatement.Write(_connection);
        using var present = SearchStatement.FullTextPresent(_connection);

        Assert.Equal(hasFullText, find.CommandText.Contains("CONTAINS"));
        foreach (var command in (SqlCommand[])[find, write, present])
            SqlServerQueries.Instance.Take(command);
    }

    [Fact]
    public async Task The_lock_of_a_mailbox()
    {
        var taken = 0;
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>(TestDatabase.OptionsFor("Server=nowhere.invalid", "SqlServer")).AddInterceptors(new NoServer(command =>
        {
            taken++;
            SqlServerQueries.Instance.Take(command);
        }));
        await using var db = new SimpleCrmDbContext(options.Options);
        db.Database.ExecuteSql(SqlServerEngine.LockStatement(7));

        Assert.Equal(1, taken);
    }

    [Fact]
    public void Inserts_updates_and_deletes_of_every_table()
    {
        var taken = 0;
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>(TestDatabase.OptionsFor("Server=nowhere.invalid", "SqlServer")).AddInterceptors(new NoServer(command =>
        {
            taken++;
            SqlServerQueries.Instance.Take(command);
        }));
        foreach (var state in (EntityState[])[EntityState.Added, EntityState.Modified, EntityState.Deleted])
        {
            foreach (var type in SqlServerSchema.Context().Model.GetEntityTypes().Where(e => !e.IsOwned() && e.GetTableName() is not null).Select(e => e.ClrType))
            {
                using var db = new SimpleCrmDbContext(options.Options);
                db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
                var row = Activator.CreateInstance(type)!;
                foreach (var key in db.Model.FindEntityType(type)!.FindPrimaryKey()!.Properties.Where(k => !k.ClrType.IsValueType))
                    key.PropertyInfo!.SetValue(row, key.ClrType == typeof(string) ? "x" : new byte[1]);
                db.Entry(row).State = state;
                // That no row was changed is noticed where one had to be.
                Assert.True(Record.Exception(() => db.SaveChanges()) is null or DbUpdateException);
            }
        }
        Assert.True(taken > 50, $"{taken}");
    }

    [Fact]
    public void Rows_written_in_bulk()
    {
        using var db = SqlServerSchema.Context();
        using var emails = PreparedRows.InsertCommand<Email>(db, out _);
        using var bodies = PreparedRows.InsertCommand<EmailBody>(db, out _);
        using var threads = PreparedRows.UpdateCommand<EmailThread>(db, [nameof(EmailThread.Subject), nameof(EmailThread.LastAt)], out _);
        foreach (var command in (System.Data.Common.DbCommand[])[emails, bodies, threads])
            SqlServerQueries.Instance.Take(command);
    }
}
