using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public partial class PasteTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task What_other_programs_put_on_the_clipboard_keeps_its_words_and_its_structure()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        var edit = alex.Screen.Composer.Locator(".edit");
        var faults = new List<string>();
        foreach (var sample in PasteSamples.All)
        {
            await edit.FillAsync("");
            await Clipboard.PasteAsync(edit, sample.Html, sample.Text);
            await Expect(edit).ToContainTextAsync(sample.Text.Split(' ')[^1]);
            var html = await edit.EvaluateAsync<string>("node => node.innerHTML");
            var text = Words(await edit.InnerTextAsync());
            if (!text.Contains(Words(sample.Text), StringComparison.Ordinal)) faults.Add($"{sample}: reads “{text}”");
            foreach (var kept in sample.Keeps)
            {
                if (await edit.Locator(kept).CountAsync() == 0) faults.Add($"{sample}: no {kept} in {html}");
            }

            foreach (var dropped in sample.Drops)
            {
                if (await edit.Locator(dropped).CountAsync() > 0) faults.Add($"{sample}: {dropped} in {html}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task Pasted_picture_stands_in_the_text_and_one_that_is_none_is_refused_at_its_place()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        var edit = alex.Screen.Composer.Locator(".edit");
        await edit.FillAsync("Look: ");
        await Clipboard.PasteFileAsync(edit, "photo.png", "image/png", Clipboard.Picture);
        await Expect(edit.Locator("img[src^='/mail/uploads/']")).ToHaveCountAsync(1);
        await Expect(edit.Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 1);

        await Clipboard.PasteFileAsync(edit, "page.png", "image/png", "<html><script>alert(1)</script></html>"u8.ToArray());
        await Expect(alex.Screen.Composer.Locator("[data-error=attachments]")).ToContainTextAsync("page.png is not a picture");
        await Expect(edit.Locator("img")).ToHaveCountAsync(1);
        await Expect(edit).ToContainTextAsync("Look:");
    }

    // Programs differ in where they break lines and put spaces; words are what counts.
    private static string Words(string text) => Space().Replace(text.Replace('\u00a0', ' ').Replace("\u200b", "", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
