using System.Text;
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
    public async Task Email_that_comes_in_is_found_at_once()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.SearchAsync("marzipan");
        await Expect(alex.Page.GetByText("Nothing found")).ToBeVisibleAsync();
        await alex.ReceiveAsync(new Letter("Sweets for the fair") { Text = "Two kilos of marzipan." });
        await Expect(alex.Screen.Row("Sweets for the fair")).ToHaveCountAsync(1);
    }
}
