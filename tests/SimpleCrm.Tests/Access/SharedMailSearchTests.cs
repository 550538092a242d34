using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sharing;
using SimpleCrm.Tests.Reading;
using Xunit;

namespace SimpleCrm.Tests.Access;

/// <summary>Conversations of one mailbox, each shared by name with everybody, and somebody else who searches. Who sees how much is in the matrix.</summary>
public sealed class SharedMailSearchTests : IAsyncLifetime
{
    private ReadingWorld _world = null!;
    private Viewer _viewer = null!;
    private Mailbox _mailbox = null!;
    private MailFolder _inbox = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync();
        _viewer = MailSeed.ViewerOf(_world.Seed.User("Vera Viewer"));
        _mailbox = _world.Seed.Mailbox(_world.Seed.User("Olga Owner"), "olga@northwind.test");
        _inbox = _world.Seed.Folder(_mailbox, "INBOX", FolderRole.Inbox);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Conversations_come_newest_first_page_by_page_and_each_once()
    {
        for (var i = 0; i < 5; i++)
        {
            var first = Shared($"Zebra {i}", hoursAgo: 20 - i);
            _world.Seed.Email(_inbox, ReadingWorld.Now.AddHours(-10 - i), $"Re: Zebra {i}", replyTo: first);
        }
        await _world.SaveAndIndexAsync();

        var (one, two, three) = (await FindAsync("zebra", 0, 2), await FindAsync("zebra", 2, 2), await FindAsync("zebra", 4, 2));

        Assert.Equal(["Re: Zebra 0", "Re: Zebra 1", "Re: Zebra 2", "Re: Zebra 3", "Re: Zebra 4"], one.Rows.Concat(two.Rows).Concat(three.Rows).Select(r => r.Subject));
        Assert.Equal((true, true, false), (one.HasMore, two.HasMore, three.HasMore));
    }

    [Fact]
    public async Task What_is_not_shared_neither_fills_a_page_nor_ends_one()
    {
        for (var i = 0; i < 300; i++)
            Shared("Zebra", hoursAgo: 1, level: SharingLevel.Private);
        var seen = Shared("Old zebra", hoursAgo: 900);
        await _world.SaveAndIndexAsync();

        var page = await FindAsync("zebra", 0, 1);

        Assert.Equal((seen.ThreadId, false), (Assert.Single(page.Rows).ThreadId, page.HasMore));
    }

    [Fact]
    public async Task Drafts_and_what_lies_in_trash_or_spam_alone_are_not_found()
    {
        var (trash, junk) = (_world.Seed.Folder(_mailbox, "Trash", FolderRole.Trash), _world.Seed.Folder(_mailbox, "Junk", FolderRole.Junk));
        Shared("Zebra in the trash", folder: trash);
        Shared("Zebra in spam", folder: junk);
        _world.Seed.Place(Shared("Zebra in two folders"), trash);
        Shared("Zebra being written").Status = EmailStatus.Draft;
        var gone = Shared("Zebra gone from the server");
        (gone.OrphanedAt, gone.OutgoingEmailId) = (ReadingWorld.Now, 7);
        await _world.SaveAndIndexAsync();

        Assert.Equal(["Zebra in two folders"], (await FindAsync("zebra")).Rows.Select(r => r.Subject));
    }

    [Theory]
    [InlineData(SharingLevel.Metadata)]
    [InlineData(SharingLevel.Subject)]
    [InlineData(SharingLevel.Everything)]
    public async Task Blind_copies_are_told_to_nobody(SharingLevel level)
    {
        var email = Shared("Zebra", "The price is fine.", level: level);
        email.PeopleJson = JsonSerializer.Serialize(new EmailPeople { To = [new("ida@x.test", "Ida")], Cc = [new("cem@x.test", "Cem")], Bcc = [new("lawyer@hidden.test", "Lou Law")] });
        await _world.SaveAndIndexAsync();

        foreach (var search in (string[])["to:lawyer", "lawyer", "\"lou law\"", "ida hidden", "ida -cem"])
            Assert.Empty((await FindAsync(search)).Rows);
        foreach (var search in (string[])["to:ida cc:cem", "ida -lawyer", "ida -to:law"])
            Assert.Single((await FindAsync(search)).Rows);
        Assert.Equal(level == SharingLevel.Everything ? 1 : 0, (await FindAsync("ida price")).Rows.Count);
    }

    [Fact]
    public async Task A_word_that_only_the_text_holds_excludes_nothing_where_the_text_is_not_shared()
    {
        var (part, whole) = (Shared("Zebra one", "A secret.", level: SharingLevel.Subject), Shared("Zebra two", "A secret.", level: SharingLevel.Everything));
        await _world.SaveAndIndexAsync();

        Assert.Equal([part.ThreadId], (await FindAsync("zebra -secret")).Rows.Select(r => r.ThreadId));
        Assert.Equal([whole.ThreadId], (await FindAsync("zebra secret")).Rows.Select(r => r.ThreadId));
    }

    [Theory]
    [InlineData("\"pump offer\"", true)]
    [InlineData("\"offer pump\"", false)]
    [InlineData("subject:pum", true)]
    [InlineData("subject:pum offer", false)]
    [InlineData("PÜMP", true)]
    [InlineData("from:anna to:winter", true)]
    [InlineData("from:winter", false)]
    [InlineData("日", true)]
    [InlineData("before:2026-11-20", false)]
    [InlineData("after:today pump", true)]
    [InlineData("larger:1k", false)]
    [InlineData("filename:offer", false)]
    public async Task The_syntax_is_that_of_ones_own_search(string search, bool isFound)
    {
        Shared("The pump offer 今日", level: SharingLevel.Subject);
        await _world.SaveAndIndexAsync();

        Assert.Equal(isFound ? 1 : 0, (await FindAsync(search)).Rows.Count);
    }

    [Fact]
    public async Task Words_are_marked_as_far_as_they_are_shown()
    {
        Shared("Zebra one", "Says the zebra.", level: SharingLevel.Everything);
        Shared("Zebra two", "Says the zebra.", hoursAgo: 2, level: SharingLevel.Subject);
        await _world.SaveAndIndexAsync();

        var (whole, part) = (await FindAsync("zebra")).Rows switch { [var a, var b] => (a, b), _ => throw new InvalidOperationException() };

        Assert.Equal(("Says the zebra.", new TextRange(9, 5)), (whole.Snippet, Assert.Single(whole.SnippetMarks)));
        Assert.Equal((null, new TextRange(0, 5)), (part.Snippet, Assert.Single(part.SubjectMarks)));
        Assert.Empty(part.SnippetMarks);
    }

    [Fact]
    public async Task The_owner_finds_nothing_of_their_own_there()
    {
        Shared("Zebra");
        await _world.SaveAndIndexAsync();

        Assert.Empty((await _world.Get<SharedMailSearch>().FindAsync(new Viewer(_mailbox.OwnerId, Role.Admin, "UTC"), "zebra", 0, 10, Stop)).Rows);
        Assert.Single((await FindAsync("zebra")).Rows);
    }

    private Email Shared(string subject, string text = "", int hoursAgo = 1, SharingLevel level = SharingLevel.Everything, MailFolder? folder = null)
    {
        var email = _world.Seed.Email(folder ?? _inbox, ReadingWorld.Now.AddHours(-hoursAgo), subject, text);
        _world.Seed.Add(new ThreadShare { ThreadId = email.ThreadId, MailboxId = _mailbox.Id, Level = level, Audience = SharingAudience.Everyone });
        return email;
    }

    private Task<SharedMailPage> FindAsync(string search, int offset = 0, int count = 10) => _world.Get<SharedMailSearch>().FindAsync(_viewer, search, offset, count, Stop);
}
