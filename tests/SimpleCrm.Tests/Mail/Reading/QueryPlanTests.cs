using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Database.Search;
using SimpleCrm.Database.Sqlite;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;
using Xunit;

namespace SimpleCrm.Tests.Reading;

/// <summary>Every statement of a page that people wait for is explained by the database: none may walk a table or sort more than its window.</summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    private static readonly string[] LargeTables = ["Emails", "EmailBodies", "Threads", "ThreadPlacements", "Placements", "Attachments", "OutgoingEmails", "RemoteImageConsents"];
    private readonly SearchWorld _search = new();
    private Recorder _recorder = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestDatabase.IsSqlite, "Plans are read of SQLite.");
        await _search.InitializeAsync();
        _recorder = new Recorder(_search.World.Contexts);
    }

    public ValueTask DisposeAsync() => _search.DisposeAsync();

    [Fact]
    public async Task Windows_of_threads_read_only_their_rows()
    {
        var lists = new ThreadLists(_recorder, _search.World.Get<EmailSearch>());
        foreach (var scope in new ThreadScope[]
        {
            new(), new() { UnreadOnly = true }, new() { Role = FolderRole.Sent }, new() { StarredOnly = true }, new() { Role = FolderRole.All }, new() { FolderId = 1 }, new() { Focus = InboxFocus.Other },
        })
            await lists.GetWindowAsync(_search.Alex, scope, 100, 50, CancellationToken.None);
        await lists.HasFocusAsync(_search.Alex, new ThreadScope(), CancellationToken.None);
        await new FolderLists(_recorder).GetAsync(_search.Alex, CancellationToken.None);

        AssertNoScan();
        Assert.DoesNotContain(_recorder.Plans, p => p.Step.Contains("USE TEMP B-TREE FOR ORDER BY") && p.Sql.Contains("LIMIT"));
        var focused = _recorder.Plans.Where(p => p.Sql.Contains("\"Focus\"") && p.Step.Contains("ThreadPlacements")).ToList();
        // The window, the number of all, and whether there are any: each along the index that holds only what has such a state.
        Assert.Equal(3, focused.Select(p => p.Sql).Distinct().Count());
        Assert.All(focused, p => Assert.Contains("IX_ThreadPlacements_FolderId_Focus_LastAt_ThreadId", p.Step));
    }

    [Fact]
    public async Task Inboxes_of_several_mailboxes_are_merged_in_order()
    {
        var alex = await _search.World.InDatabaseAsync(db => db.Users.SingleAsync(u => u.Id == _search.Alex.UserId));
        for (var i = 0; i < 3; i++)
        {
            var inbox = _search.World.Seed.Folder(_search.World.Seed.Mailbox(alex, $"more{i}@x.test"), "INBOX", FolderRole.Inbox);
            _search.World.Seed.Email(inbox, ReadingWorld.Now);
        }
        await _search.World.Seed.SaveAsync();

        await new ThreadLists(_recorder, _search.World.Get<EmailSearch>()).GetWindowAsync(_search.Alex, new ThreadScope(), 0, 50, CancellationToken.None);

        AssertNoScan();
        Assert.Contains(_recorder.Plans, p => p.Step.StartsWith("MERGE (UNION ALL)"));
        Assert.DoesNotContain(_recorder.Plans, p => p.Step.Contains("USE TEMP B-TREE FOR ORDER BY") && p.Sql.Contains("LIMIT"));
    }

    [Fact]
    public async Task Opening_a_thread_reads_only_that_thread()
    {
        var thread = await _search.World.InDatabaseAsync(db => db.Threads.FirstAsync(t => t.Subject == "Quarterly offer"));
        var reading = new ThreadReading(_recorder, _search.World.Get<BodyReading>(), _search.World.Get<SignedUrls>(), _search.World.Time);
        var view = await reading.OpenAsync(_search.Alex, thread.Id, CancellationToken.None);
        await reading.DocumentAsync(_search.Alex, view!.Emails[0].Id, new EmailDocumentOptions(), CancellationToken.None);
        await reading.BodiesAsync(_search.Alex, thread.Id, CancellationToken.None);
        await reading.AllowImagesAsync(_search.Alex, view.Emails[0].Id, wholeSender: true, CancellationToken.None);

        AssertNoScan();
    }

    [Theory]
    [InlineData("fox")]
    [InlineData("fox is:unread in:inbox")]
    [InlineData("is:unread")]
    [InlineData("is:starred")]
    [InlineData("after:2026-01-01 before:2026-02-01")]
    [InlineData("in:inbox")]
    [InlineData("-fox larger:5M has:attachment")]
    public async Task Searching_reads_only_along_an_index(string search)
    {
        var emails = new EmailSearch(_recorder, _search.World.Get<BodyReading>(), _search.World.Time);
        await new ThreadLists(_recorder, emails).GetWindowAsync(_search.Alex, new ThreadScope { Search = search }, 0, 50, CancellationToken.None);
        await new EmailList(_recorder, emails).GetInboxAsync(_search.Alex, new EmailListQuery { Q = search }, CancellationToken.None);

        AssertNoScan();
    }

    [Theory]
    [InlineData("fox")]
    [InlineData("from:anna -fox")]
    [InlineData("after:2026-01-01")]
    public async Task Searching_what_others_share_reads_only_along_an_index(string search)
    {
        var (mailbox, thread) = await _search.World.InDatabaseAsync(async db => (await db.Mailboxes.FirstAsync(m => m.OwnerId == _search.Alex.UserId), await db.Threads.FirstAsync(t => t.Subject == "Quarterly offer")));
        await _search.World.InDatabaseAsync(db =>
        {
            db.Add(new ThreadShare { ThreadId = thread.Id, MailboxId = mailbox.Id, Level = SharingLevel.Everything, Audience = SharingAudience.Everyone });
            return db.SaveChangesAsync();
        });
        await new SharedMailSearch(_recorder, _search.World.Get<BodyReading>(), _search.World.Time).FindAsync(new Viewer(1, Role.Rep, "UTC"), search, 0, 50, CancellationToken.None);

        AssertNoScan();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_search.World.Folder, "simplecrm.db")}");
        connection.Open();
        var request = new SearchRequest { Mailboxes = [(1, 1)], Wanted = [new SearchWords(SearchColumn.Any, ["fox"], false)], Shared = new SharedPart(1, [1]) };
        foreach (var statement in (SqliteCommand[])[SearchSql.FromIndex(connection, request, 1, 1), SearchSql.FromEmails(connection, request, 1)])
            Assert.All(Explain(statement).Where(s => s.StartsWith("SCAN")), s => Assert.Contains("VIRTUAL TABLE", s));
    }

    [Fact]
    public void Each_way_to_search_leads_with_its_index()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_search.World.Folder, "simplecrm.db")}");
        connection.Open();
        var request = new SearchRequest { Mailboxes = [(1, 1)], Wanted = [new SearchWords(SearchColumn.Any, ["fox"], false)], Folders = [1, 2], HiddenFolders = [3], NotFolders = [4], IsRead = false, From = ReadingWorld.Now, Until = ReadingWorld.Now };

        Assert.StartsWith("SCAN s VIRTUAL TABLE", Explain(SearchSql.FromIndex(connection, request, 1, 1))[0]);
        Assert.Contains(Explain(SearchSql.FromIndex(connection, request, 1, 1)), s => s.StartsWith("SEARCH e USING INDEX IX_Emails_SearchKey"));
        Assert.DoesNotContain(Explain(SearchSql.FromIndex(connection, request, 1, 1)), s => s.Contains("TEMP B-TREE"));
        Assert.StartsWith("SEARCH e USING INDEX IX_Emails_Unread", Explain(SearchSql.FromEmails(connection, request, 1))[0]);
        Assert.StartsWith("SEARCH e USING INDEX IX_Emails_Starred", Explain(SearchSql.FromEmails(connection, request with { IsRead = null, IsStarred = true }, 1))[0]);
        Assert.StartsWith("SEARCH e USING INDEX IX_Emails_MailboxId_SortAt", Explain(SearchSql.FromEmails(connection, request with { IsRead = null }, 1))[0]);
        Assert.DoesNotContain(Explain(SearchSql.FromEmails(connection, request, 1)), s => s.Contains("TEMP B-TREE"));
        Assert.Contains(Explain(SearchSql.FromFolders(connection, request, 1)), s => s.StartsWith("SEARCH p USING INDEX IX_Placements_FolderId"));
    }

    [Fact]
    public async Task Indexing_takes_the_newest_without_sorting()
    {
        await _search.World.InDatabaseAsync(db => db.Emails.ExecuteUpdateAsync(e => e.SetProperty(x => x.IsUnindexed, true)));
        var indexer = new SearchIndexer(_recorder, _search.World.Get<BodyReading>(), new SimpleCrm.LiveUpdates.LiveFeed(), _search.World.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<SearchIndexer>.Instance);
        await indexer.RunUntilDoneAsync(CancellationToken.None);

        Assert.Contains(_recorder.Plans, p => p.Step.Contains("IX_Emails_Unindexed"));
        Assert.DoesNotContain(_recorder.Plans, p => p.Step.Contains("TEMP B-TREE"));
        Assert.DoesNotContain(_recorder.Plans, p => p.Step.StartsWith("SCAN") && !p.Step.Contains("IX_Emails_Unindexed") && !p.Step.Contains("VIRTUAL TABLE"));
    }

    private static List<string> Explain(SqliteCommand command)
    {
        using (command)
        {
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            using var reader = command.ExecuteReader();
            var steps = new List<string>();
            while (reader.Read())
                steps.Add(reader.GetString(3));
            return steps;
        }
    }

    // A scan of a partial index that holds only a page's worth, or of values in memory, is no scan of a table.
    private void AssertNoScan()
    {
        Assert.NotEmpty(_recorder.Plans);
        var scans = _recorder.Plans.Where(p => p.Step.StartsWith("SCAN") && !p.Step.Contains("VIRTUAL TABLE")
            && LargeTables.Any(table => p.Sql.Contains($"\"{table}\" AS \"{p.Step.Split(' ')[1]}\""))).ToList();
        Assert.True(scans.Count == 0, string.Join(Environment.NewLine, scans.Select(s => $"{s.Step}{Environment.NewLine}{s.Sql}")));
    }

    /// <summary>Makes contexts whose every query is explained just before it runs.</summary>
    private sealed class Recorder(IDbContextFactory<SimpleCrmDbContext> inner) : DbCommandInterceptor, IDbContextFactory<SimpleCrmDbContext>
    {
        public List<(string Sql, string Step)> Plans { get; } = [];

        public SimpleCrmDbContext CreateDbContext()
        {
            using var context = inner.CreateDbContext();
            return new SimpleCrmDbContext(new DbContextOptionsBuilder<SimpleCrmDbContext>()
                .UseSqlite(context.Database.GetConnectionString(), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(SqliteSession.Instance, this).Options);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("SELECT"))
            {
                using var explain = command.Connection!.CreateCommand();
                explain.Transaction = command.Transaction;
                explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
                foreach (SqliteParameter parameter in command.Parameters)
                    explain.Parameters.Add(new SqliteParameter(parameter.ParameterName, parameter.Value));
                using var reader = explain.ExecuteReader();
                while (reader.Read())
                    Plans.Add((command.CommandText, reader.GetString(3)));
            }
            return ValueTask.FromResult(result);
        }
    }
}
