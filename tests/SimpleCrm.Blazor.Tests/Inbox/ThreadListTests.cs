using Bunit;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Inbox;

public sealed class ThreadListTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();

    public async ValueTask InitializeAsync() => await _context.StartAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private IRenderedComponent<ThreadList> Show(string address = "") => _context.Render<ThreadList>(p => p.Add(l => l.Place, MailPlace.From(address)));

    [Fact]
    public void A_person_without_a_mailbox_is_asked_to_connect_one()
    {
        var list = Show();
        list.WaitForAssertion(() => Assert.Equal("Connect your mailbox", list.Find(".empty h2").TextContent));
        Assert.Equal("/welcome", list.Find(".empty a.btn").GetAttribute("href"));
    }

    [Fact]
    public async Task Threads_are_listed_newest_first()
    {
        await _context.Mail.ConnectAsync();
        await _context.Mail.AddThreadAsync("First");
        await _context.Mail.AddThreadAsync("Second", unread: 1);
        var list = Show();
        list.WaitForAssertion(() => Assert.Equal(["Second", "First"], list.FindAll(".row .s").Select(s => s.TextContent.Trim())));
        Assert.Equal("2", list.Find(".window").GetAttribute("data-total"));
    }

    [Fact]
    public async Task An_empty_inbox_says_that_all_is_done()
    {
        await _context.Mail.ConnectAsync();
        var list = Show();
        list.WaitForAssertion(() => Assert.Equal("All done", list.Find(".empty h2").TextContent));
    }

    [Fact]
    public async Task A_focused_inbox_has_a_tab_for_each_of_its_parts()
    {
        await _context.Mail.ConnectAsync();
        await JudgeAsync(await _context.Mail.AddThreadAsync("Worth reading"), InboxFocus.Focused);
        await JudgeAsync(await _context.Mail.AddThreadAsync("Newsletter"), InboxFocus.Other);
        var list = Show();
        list.WaitForAssertion(() => Assert.Equal(["Everything", "Focused", "Other", "Unread"], list.FindAll(".tab").Select(t => t.TextContent.Trim())));
        Assert.Equal(2, list.FindAll(".row[data-id]").Count);
        Assert.Equal("/?focus=other", list.FindAll(".tab")[2].GetAttribute("href"));

        var other = Show("?focus=other");
        other.WaitForAssertion(() => Assert.Equal(["Newsletter"], other.FindAll(".row .s").Select(s => s.TextContent.Trim())));
        Assert.Equal("Other", other.Find(".tab[aria-current]").TextContent.Trim());
        Assert.Equal("1", other.Find(".window").GetAttribute("data-total"));
    }

    [Fact]
    public async Task An_inbox_without_such_parts_and_other_folders_have_no_tabs_for_them()
    {
        await _context.Mail.ConnectAsync();
        var judged = await _context.Mail.AddThreadAsync("Judged");
        await JudgeAsync(judged, InboxFocus.Focused);
        var inbox = _context.Mail.Inbox;
        await _context.Mail.ConnectAsync();
        await _context.Mail.AddThreadAsync("Not judged");
        // Two inboxes, one of which knows no such parts: under either tab its mail would be missing.
        var all = Show();
        all.WaitForAssertion(() => Assert.Equal(2, all.FindAll(".row[data-id]").Count));
        Assert.Equal(["Everything", "Unread"], all.FindAll(".tab").Select(t => t.TextContent.Trim()));
        var one = Show($"folder/{inbox.Id}");
        one.WaitForAssertion(() => Assert.Equal(["Inbox", "Focused", "Other", "Unread"], one.FindAll(".tab").Select(t => t.TextContent.Trim())));
        var trash = Show($"folder/{_context.Mail.Trash.Id}");
        trash.WaitForAssertion(() => Assert.Equal(["Trash", "Unread"], trash.FindAll(".tab").Select(t => t.TextContent.Trim())));
    }

    [Fact]
    public async Task A_search_without_a_hit_says_so()
    {
        await _context.Mail.ConnectAsync();
        var list = Show("search?q=nowhere");
        list.WaitForAssertion(() => Assert.Equal("Nothing found in your mail", list.Find(".empty h2").TextContent));
        Assert.Equal("nowhere", list.Find("[data-search]").GetAttribute("value"));
    }

    [Fact]
    public async Task New_mail_appears_by_itself()
    {
        await _context.Mail.ConnectAsync();
        await _context.Mail.AddThreadAsync("First");
        var list = Show();
        list.WaitForAssertion(() => Assert.Single(list.FindAll(".row[data-id]")));
        _context.Tell(await _context.Mail.AddThreadAsync("Second", unread: 1));
        list.WaitForAssertion(() => Assert.Equal("Second", list.FindAll(".row .s")[0].TextContent.Trim()), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_thread_being_read_stays_in_the_list_of_unread_ones()
    {
        await _context.Mail.ConnectAsync();
        var read = await _context.Mail.AddThreadAsync("Being read", unread: 1);
        await _context.Mail.AddThreadAsync("Still unread", unread: 1);
        var list = Show("?unread=1");
        list.WaitForAssertion(() => Assert.Equal(2, list.FindAll(".row[data-id]").Count));
        list.Render(p => p.Add(l => l.Place, MailPlace.From($"t/{read.Id}?unread=1")));
        await using (var db = await _context.DatabaseAsync())
        {
            await db.Threads.Where(t => t.Id == read.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.UnreadCount, 0));
            await db.ThreadPlacements.Where(t => t.ThreadId == read.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.UnreadCount, 0));
        }
        _context.Tell(read);
        list.WaitForAssertion(() => Assert.Equal(["row un", "row"], list.FindAll(".row[data-id]").Select(r => r.ClassName)), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_offers_to_try_again()
    {
        await _context.Mail.ConnectAsync();
        await _context.Mail.AddThreadAsync("First");
        await using (var db = await _context.DatabaseAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE ThreadPlacements RENAME TO Away");
        var list = Show();
        list.WaitForAssertion(() => Assert.Equal("The list could not be read", list.Find(".empty h2").TextContent));
        await using (var db = await _context.DatabaseAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Away RENAME TO ThreadPlacements");
        await list.Find(".empty button").ClickAsync();
        list.WaitForAssertion(() => Assert.Single(list.FindAll(".row[data-id]")));
    }

    [Fact]
    public async Task Nobody_sees_the_mail_of_another()
    {
        await _context.Mail.ConnectAsync(ownerId: await AnotherAsync());
        await _context.Mail.AddThreadAsync("Secret");
        var list = Show($"folder/{_context.Mail.Inbox.Id}");
        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll(".empty h2")));
        Assert.Empty(list.FindAll(".row[data-id]"));
    }

    private async Task<long> AnotherAsync()
    {
        await using var db = await _context.DatabaseAsync();
        var other = new SimpleCrm.Access.User { UserName = "luca@northwind.test", Email = "luca@northwind.test" };
        db.Add(other);
        await db.SaveChangesAsync();
        return other.Id;
    }

    private async Task JudgeAsync(EmailThread thread, InboxFocus focus)
    {
        await using var db = await _context.DatabaseAsync();
        await db.ThreadPlacements.Where(p => p.ThreadId == thread.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Focus, focus));
    }
}
