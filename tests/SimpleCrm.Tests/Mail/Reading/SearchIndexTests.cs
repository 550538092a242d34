using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Reading;

public sealed class SearchIndexTests : IAsyncLifetime
{
    private static readonly DateTime Day = ReadingWorld.Now;
    private readonly SearchWorld _search = new();
    private ReadingWorld _world = null!;
    private Viewer _alex = null!;

    public async ValueTask InitializeAsync()
    {
        await _search.InitializeAsync();
        (_world, _alex) = (_search.World, _search.Alex);
    }

    public ValueTask DisposeAsync() => _search.DisposeAsync();

    [Fact]
    public async Task Snippet_is_taken_where_a_long_body_matches()
    {
        var inbox = await _world.InDatabaseAsync(db => db.Folders.FirstAsync(f => f.Role == FolderRole.Inbox && f.MailboxId == db.Mailboxes.First(m => m.OwnerId == _alex.UserId).Id));
        _world.Seed.Email(inbox, ReadingWorld.Now.AddDays(-300), "Long", string.Join(' ', Enumerable.Repeat("filler", 3000)) + " the needle lies here " + string.Join(' ', Enumerable.Repeat("filler", 300)));
        await _world.SaveAndIndexAsync();

        var row = Assert.Single((await _world.ListAsync(_alex, new ThreadScope { Search = "needle" })).Rows);

        Assert.StartsWith("… ", row.Snippet);
        Assert.EndsWith(" …", row.Snippet);
        Assert.True(row.Snippet.Length < 220);
        var mark = Assert.Single(row.SnippetMarks);
        Assert.Equal("needle", row.Snippet.Substring(mark.Start, mark.Length));
    }

    [Fact]
    public async Task Deleted_and_changed_emails_leave_the_index()
    {
        await _world.InDatabaseAsync(db => db.Emails.Where(e => e.Subject == "Lunch").ExecuteDeleteAsync());
        Assert.Equal(["Quarterly offer"], Subjects(await _world.ListAsync(_alex, new ThreadScope { Search = "fox" })));
        Assert.Equal(0, await CountAsync("free", "on", "friday"));

        await _world.InDatabaseAsync(db => db.Emails.Where(e => e.Subject == "Quarterly offer")
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.Subject, "Renamed").SetProperty(x => x.IsUnindexed, true).SetProperty(x => x.SortAt, Day.AddDays(-30))));
        await _world.Get<SearchIndexer>().RunUntilDoneAsync(CancellationToken.None);
        Assert.Equal(1, await CountAsync("renamed"));
        Assert.Equal(0, await CountAsync("quarterly"));
    }

    [Fact]
    public async Task Indexing_goes_on_where_it_stopped_and_many_emails_of_one_second_all_get_in()
    {
        var mailbox = await _world.InDatabaseAsync(db => db.Mailboxes.FirstAsync(m => m.OwnerId == _alex.UserId));
        var bulk = _world.Seed.Folder(mailbox, "Bulk");
        for (var i = 0; i < 1100; i++)
            _world.Seed.Email(bulk, Day.AddDays(-100), $"bulk {i}", "imported");
        await _world.Seed.SaveAsync();
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(TimeSpan.FromMilliseconds(30));
        try
        {
            await _world.Get<SearchIndexer>().RunUntilDoneAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await _world.Get<SearchIndexer>().RunUntilDoneAsync(CancellationToken.None);

        Assert.Equal(0, await _world.InDatabaseAsync(db => db.Emails.CountAsync(e => e.IsUnindexed)));
        Assert.Equal(1100, await CountAsync("imported"));
        if (TestDatabase.IsSqlite)
            Assert.Equal(1100, await _world.InDatabaseAsync(db => db.Emails.Where(e => e.Subject.StartsWith("bulk")).Select(e => e.SearchKey).Distinct().CountAsync()));
        Assert.Equal(200, (await _world.ListAsync(_alex, new ThreadScope { Search = "imported" }, offset: 600, count: 200)).Rows.Count);
    }

    [Fact]
    public async Task A_common_word_with_a_rare_flag_is_read_from_the_flag()
    {
        var mailbox = await _world.InDatabaseAsync(db => db.Mailboxes.FirstAsync(m => m.OwnerId == _alex.UserId));
        var bulk = _world.Seed.Folder(mailbox, "Bulk");
        for (var i = 0; i < 3500; i++)
            _world.Seed.Email(bulk, Day.AddDays(-100).AddMinutes(-i), $"bulk {i}", "imported", starred: i is 10 or 3400);
        await _world.SaveAndIndexAsync();

        Assert.Equal(["bulk 10", "bulk 3400"], Subjects(await _world.ListAsync(_alex, new ThreadScope { Search = "imported is:starred" })));
        Assert.Equal([], Subjects(await _world.ListAsync(_alex, new ThreadScope { Search = "imported in:sent" })));
        Assert.Equal(50, (await _world.ListAsync(_alex, new ThreadScope { Search = "imported -is:starred" })).Rows.Count);
    }

    [Fact]
    public async Task Words_too_long_and_too_many_for_an_index_leave_the_email_findable()
    {
        // Where the longest word is cut stands a character of two halves.
        var longest = new string('a', 499) + "\U00010330" + new string('b', 300);
        var words = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"n{i}"));
        var inbox = await _world.InDatabaseAsync(db => db.Folders.FirstAsync(f => f.Role == FolderRole.Inbox && f.MailboxId == db.Mailboxes.First(m => m.OwnerId == _alex.UserId).Id));
        _world.Seed.Email(inbox, Day.AddDays(-300), "Log", $"\u3099 {string.Join(' ', Enumerable.Repeat("again", 400))} {longest} {words} the very end");
        await _world.SaveAndIndexAsync();

        foreach (var search in new[] { "again", longest, "n19999", "subject:log", "\"n7 n8\"" })
            Assert.Equal(["Log"], Subjects(await _world.ListAsync(_alex, new ThreadScope { Search = search })));
    }

    // What the index itself holds of Alex's mail, whether or not the emails are still there.
    private Task<int> CountAsync(params string[] phrase) => _world.InDatabaseAsync(async db =>
    {
        if (TestDatabase.IsSqlite)
        {
            var match = $"\"{string.Join(' ', phrase)}\"";
            return await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM EmailSearch WHERE EmailSearch MATCH {match}").SingleAsync();
        }
        if (TestDatabase.IsPostgreSql)
        {
            var words = string.Join(" <-> ", phrase);
            return await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM "EmailSearch" WHERE "Words" @@ {words}::tsquery""").SingleAsync();
        }
        var pattern = $"% {string.Join(' ', phrase)} %";
        return await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM EmailSearch WHERE Subject LIKE {pattern} OR Body LIKE {pattern}").SingleAsync();
    });

    private static IEnumerable<string> Subjects(ThreadWindow window) => window.Rows.Select(r => r.Subject);
}
