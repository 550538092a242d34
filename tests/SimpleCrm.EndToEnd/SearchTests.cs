using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class SearchTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Search_finds_words_phrases_people_and_files_and_bears_bad_syntax()
    {
        var alex = await JoinWithMailAsync(
            new Letter("Spring order") { Text = "We would like forty stainless couplings, delivered by rail." },
            new Letter("Trade fair") { From = "Ben Okafor <ben@okafor.example>", Text = "Our stand has couplings of stainless steel.", Files = [("Floor plan.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.4 plan"))] },
            new Letter("Lunch") { From = "Dana Kim <dana@kim.example>", Text = "Thursday at noon?" });
        await Expect(alex.Screen.Rows).ToHaveCountAsync(3);

        await alex.Screen.PressAsync("/");
        await Expect(alex.Screen.SearchField).ToBeFocusedAsync();
        await FindAsync("couplings", "Spring order", "Trade fair");
        await Expect(alex.Screen.Row("Spring order").Locator("mark").First).ToHaveTextAsync("couplings");
        await FindAsync("\"stainless couplings\"", "Spring order");
        await FindAsync("from:okafor", "Trade fair");
        await FindAsync("has:attachment", "Trade fair");
        await FindAsync("\"floor plan\"", "Trade fair");
        await FindAsync("from:dana thursday", "Lunch");
        foreach (var query in (string[])["\"unclosed", "from:", "AND OR (", "*:*", "\"\" -", "before:yesterweek", "NEAR(a", "%_'"])
        {
            await alex.Screen.SearchAsync(query);
            await Expect(alex.Page.GetByText("The list could not be read")).ToHaveCountAsync(0);
            await Expect(alex.Page.Locator(".list .tabs h1")).ToContainTextAsync("found");
        }

        await FindAsync("thursday", "Lunch");
        await alex.Screen.OpenAsync("Lunch");
        await Expect(alex.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/search/t/\d+\?q=thursday"));
        await alex.Page.ReloadAsync();
        await alex.Screen.ExpectOpenAsync("Lunch");
        await Expect(alex.Screen.Rows).ToHaveCountAsync(1);

        async Task FindAsync(string query, params string[] subjects)
        {
            await alex.Screen.SearchAsync(query);
            await Expect(alex.Screen.Rows).ToHaveCountAsync(subjects.Length);
            foreach (var subject in subjects) await Expect(alex.Screen.Row(subject)).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task What_a_colleague_shares_is_found_as_far_as_they_share_it_and_nothing_else_is()
    {
        var nora = await JoinAsync("Nora Falk");
        await nora.Api.AddAsync("contacts", new { name = "Juno Marsh", addresses = (string[])["juno@marsh.example"] });
        nora.Keep(new Letter("Gravel for Tromso") { From = "Juno Marsh <juno@marsh.example>", Text = "The quarry asks for xylophones." });
        nora.Keep(new Letter("Gravel of my own") { From = "Lou Private <lou@elsewhere.example>", Text = "Nothing about xylophones." });
        await nora.ConnectAsync();
        var owen = await JoinAsync("Owen Pike");
        owen.Keep(new Letter("Gravel here") { Text = "Only here." });
        await owen.ConnectAsync();
        var page = owen.Page;

        // Nothing is shared: the search in one's own mail leads on, and finds nothing there.
        await owen.Screen.SearchAsync("gravel");
        await Expect(owen.Screen.Rows).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Search colleagues' mail" }).ClickAsync();
        await Expect(page.Locator(".empty h2")).ToHaveTextAsync("Nothing found");

        await ShareAsync("Subject");
        await page.ReloadAsync();
        var row = page.Locator(".found .row[role=listitem]");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("Gravel for Tromso");
        await Expect(row).ToContainTextAsync("Nora Falk");
        await FindAsync("xylophones");
        await Expect(page.Locator(".empty h2")).ToHaveTextAsync("Nothing found");

        await ShareAsync("Everything");
        await FindAsync("quarry xylophones");
        await Expect(row.Locator(".p mark").First).ToHaveTextAsync("quarry");
        await page.Locator(".found .row a").PressAsync("Enter");
        await Expect(page.FrameLocator("iframe").Locator("body")).ToContainTextAsync("The quarry asks");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the search" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(1);

        // From a search that finds nothing in one's own mail.
        await page.GetByRole(AriaRole.Link, new() { Name = "Your own mail" }).ClickAsync();
        await Expect(page.GetByText("Nothing found in your mail")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Search colleagues' mail" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(1);
        await FindAsync("lou");
        await Expect(page.Locator(".empty h2")).ToHaveTextAsync("Nothing found");
        await Expect(page.Locator("body")).Not.ToContainTextAsync("Gravel of my own");

        async Task FindAsync(string query)
        {
            await owen.Screen.PressAsync("/");
            await owen.Screen.SearchField.FillAsync(query);
            await owen.Screen.SearchField.PressAsync("Enter");
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/shared\?q=" + query.Split(' ')[0]));
            await Expect(page.Locator(".found h1")).Not.ToHaveTextAsync("Searching…");
        }

        async Task ShareAsync(string level)
        {
            await nora.Page.GotoAsync("/settings/sharing");
            await nora.Page.GetByLabel("Who they are").SelectOptionAsync("Everyone");
            await nora.Page.GetByLabel("Others see").SelectOptionAsync(level);
            await Expect(nora.Screen.Notice.Last).ToContainTextAsync("Others see mail of");
        }
    }

    [Fact]
    public async Task Email_that_comes_in_is_found_at_once()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.SearchAsync("marzipan");
        await Expect(alex.Page.GetByText("Nothing found")).ToBeVisibleAsync();
        await alex.ReceiveAsync(new Letter("Sweets for the fair") { Text = "Two kilos of marzipan." });
        await Expect(alex.Screen.Row("Sweets for the fair")).ToHaveCountAsync(1);
    }
}
