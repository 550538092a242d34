using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Reading;

public sealed class SearchTests(SearchWorld search) : IClassFixture<SearchWorld>
{
    private readonly ReadingWorld _world = search.World;
    private readonly Viewer _alex = search.Alex;
    private readonly Viewer _bea = search.Bea;

    [Theory]
    [InlineData("discount", "Quarterly offer")]
    [InlineData("fox quick", "Quarterly offer|Lunch")]
    [InlineData("\"quick brown\"", "Quarterly offer")]
    [InlineData("\"fox quick\"", "")]
    [InlineData("disc", "Quarterly offer")]
    [InlineData("disc fox", "")]
    [InlineData("\"disc\"", "")]
    [InlineData("from:bob", "Lunch")]
    [InlineData("from:bob@stone.example", "Lunch")]
    [InlineData("from:stone.example", "Lunch")]
    [InlineData("to:bob", "Re: Lunch")]
    [InlineData("subject:lunch", "Lunch|Re: Lunch")]
    [InlineData("subject:friday", "")]
    [InlineData("in:sent", "Re: Lunch")]
    [InlineData("in:\"big deals\"", "Zürich contract|会议安排")]
    [InlineData("in:trash discount", "Thrown away")]
    [InlineData("in:anywhere discount", "Quarterly offer|Thrown away")]
    [InlineData("in:nowhere discount", "")]
    [InlineData("-in:inbox friday", "Re: Lunch")]
    [InlineData("is:unread", "Lunch")]
    [InlineData("is:starred", "Re: Lunch")]
    [InlineData("fox -is:unread", "Quarterly offer")]
    [InlineData("is:read is:unread", "")]
    [InlineData("has:attachment", "Quarterly offer")]
    [InlineData("fox -has:attachment", "Lunch")]
    [InlineData("filename:angebot", "Quarterly offer")]
    [InlineData("angebot", "Quarterly offer")]
    [InlineData("before:2026-11-01", "Zürich contract|会议安排|Newsletter")]
    [InlineData("after:2026-11-19", "Quarterly offer")]
    [InlineData("after:2026-11-17 before:2026-11-19", "Lunch|Re: Lunch")]
    [InlineData("larger:5M", "Zürich contract")]
    [InlineData("larger:5M contract", "Zürich contract")]
    [InlineData("fox smaller:1k", "")]
    [InlineData("fox smaller:1M", "Quarterly offer|Lunch")]
    [InlineData("zurich", "Zürich contract")]
    [InlineData("BÜRO", "Zürich contract")]
    [InlineData("合同", "会议安排")]
    [InlineData("开会讨论", "会议安排")]
    [InlineData("合会", "")]
    [InlineData("world", "Newsletter")]
    [InlineData("prices -zebra", "Newsletter")]
    [InlineData("-fox -friday -newsletter before:2026-11-16", "Zebra|Zürich contract|会议安排")]
    [InlineData("NEAR(fox", "")]
    [InlineData("fox OR", "")]
    [InlineData("\"fox", "Quarterly offer|Lunch")]
    [InlineData("body:fox", "")]
    [InlineData("marks:x", "")]
    [InlineData("fox*", "Quarterly offer|Lunch")]
    [InlineData("'-- ; DROP TABLE x", "")]
    [InlineData("secret", "")]
    [InlineData("^ { } ( ) + * : \"", "Quarterly offer|Lunch|Re: Lunch|Zebra|Zürich contract|会议安排|Newsletter")]
    public async Task Finds_newest_first(string search, string subjects)
    {
        var window = await _world.ListAsync(_alex, new ThreadScope { Search = search });

        Assert.Equal(subjects.Split('|', StringSplitOptions.RemoveEmptyEntries), window.Rows.Select(r => r.Subject));
        Assert.Equal(window.Rows.Count, window.Total);
    }

    [Theory]
    [InlineData("fox")]
    [InlineData("from:bob")]
    [InlineData("is:unread")]
    [InlineData("in:inbox")]
    [InlineData("after:2020-01-01")]
    [InlineData("-nothing")]
    [InlineData("larger:1")]
    [InlineData("discount in:anywhere")]
    public async Task Two_people_never_find_each_others_mail(string search)
    {
        var alex = await _world.ListAsync(_alex, new ThreadScope { Search = search });
        var bea = await _world.ListAsync(_bea, new ThreadScope { Search = search });

        Assert.NotEmpty(alex.Rows);
        Assert.DoesNotContain(alex.Rows, r => r.Subject == "Secret offer");
        Assert.All(bea.Rows, r => Assert.Equal("Secret offer", r.Subject));
    }

    [Fact]
    public async Task Hits_are_marked_in_subject_and_snippet()
    {
        var row = Assert.Single((await _world.ListAsync(_alex, new ThreadScope { Search = "subject:offer discount" })).Rows);

        Assert.Equal("offer", Text(row.Subject, Assert.Single(row.SubjectMarks)));
        Assert.Equal("discount", Text(row.Snippet, Assert.Single(row.SnippetMarks)));

        static string Text(string text, TextRange range) => text.Substring(range.Start, range.Length);
    }

    [Fact]
    public async Task Scope_narrows_a_search()
    {
        var inbox = await _world.InDatabaseAsync(db => db.Folders.FirstAsync(f => f.Role == FolderRole.Inbox && f.MailboxId == db.Mailboxes.First(m => m.OwnerId == _alex.UserId).Id));

        Assert.Equal(["Lunch"], Subjects(await _world.ListAsync(_alex, new ThreadScope { Search = "lunch", FolderId = inbox.Id })));
        Assert.Equal(["Re: Lunch"], Subjects(await _world.ListAsync(_alex, new ThreadScope { Search = "lunch", Role = FolderRole.Sent })));
        Assert.Equal(["Lunch"], Subjects(await _world.ListAsync(_alex, new ThreadScope { Search = "lunch", UnreadOnly = true })));
        Assert.Empty((await _world.ListAsync(_bea, new ThreadScope { Search = "lunch", FolderId = inbox.Id })).Rows);
        Assert.Empty((await _world.ListAsync(_bea, new ThreadScope { Search = "lunch", MailboxId = inbox.MailboxId })).Rows);
    }

    private static IEnumerable<string> Subjects(ThreadWindow window) => window.Rows.Select(r => r.Subject);
}
