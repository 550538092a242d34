using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Sharing;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Sharing;

public sealed class SharedSearchPageTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        await using var db = await _context.DatabaseAsync();
        var owner = new User { UserName = "olga@northwind.test", DisplayName = "Olga Owner", SecurityStamp = "stamp" };
        db.Add(owner);
        await db.SaveChangesAsync();
        await _context.Mail.ConnectAsync(owner.Id);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task A_row_shows_what_its_owner_shares_and_leads_to_the_conversation()
    {
        var whole = await AddAsync("Zebra pump", SharingLevel.Everything);
        var part = await AddAsync("Confidential zebra", SharingLevel.Metadata);
        await AddAsync("Zebra of nobody else", SharingLevel.Private);
        await IndexAsync();

        var page = Show("zebra");
        page.WaitForAssertion(() => Assert.Equal("1 conversation found", page.Find("h1").TextContent));
        Assert.Equal(("Zebra", "Olga Owner"), (page.Find(".s mark").TextContent, page.Find(".chip").LastChild!.TextContent));
        Assert.Equal($"/shared/{whole.Id}?q=zebra", page.Find(".row a").GetAttribute("href"));

        var byPerson = Show("from:ruiz");
        byPerson.WaitForAssertion(() => Assert.Equal(["Subject not shared", "Zebra pump"], byPerson.FindAll(".row .s").Select(s => s.TextContent.Trim()).Order()));
        Assert.Contains(byPerson.FindAll(".row a"), a => a.GetAttribute("href") == $"/shared/{part.Id}?q=from%3Aruiz");
        Assert.DoesNotContain("Confidential", byPerson.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_comes_in_steps()
    {
        for (var i = 0; i < 60; i++)
            await AddAsync($"Zebra {i}", SharingLevel.Subject);
        await IndexAsync();

        var page = Show("zebra");
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll(".row a[href]").Count));
        page.Find(".more button").Click();
        page.WaitForAssertion(() => Assert.Equal(60, page.FindAll(".row a[href]").Count));
        Assert.Equal("60 conversations found", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll(".more"));
    }

    [Theory]
    [InlineData("", "Search what colleagues share")]
    [InlineData("zebra", "Nothing found")]
    [InlineData("zebra in:inbox", "Folders and flags are the owner's")]
    public async Task An_empty_list_says_why(string search, string title)
    {
        await AddAsync("Zebra of nobody else", SharingLevel.Private);
        await IndexAsync();

        var page = Show(search);
        page.WaitForAssertion(() => Assert.Equal(title, page.Find(".empty h2").TextContent));
        Assert.Equal(("/shared", search), (page.Find("form").GetAttribute("action"), page.Find("input").GetAttribute("value")));
    }

    private IRenderedComponent<SharedSearchPage> Show(string search)
    {
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo(SharedSearchPage.Url(search));
        return _context.Render<SharedSearchPage>();
    }

    private async Task<EmailThread> AddAsync(string subject, SharingLevel level)
    {
        var thread = await _context.Mail.AddThreadAsync(subject);
        await using var db = await _context.DatabaseAsync();
        db.Add(new ThreadShare { ThreadId = thread.Id, MailboxId = thread.MailboxId, Level = level, Audience = SharingAudience.Everyone });
        await db.SaveChangesAsync();
        return thread;
    }

    private Task IndexAsync() => _context.Services.GetRequiredService<SearchIndexer>().RunUntilDoneAsync(Xunit.TestContext.Current.CancellationToken);
}
