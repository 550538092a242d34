using System.Globalization;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class TypingTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Typing_into_two_hundred_kilobytes_over_a_slow_line_is_measured()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        var edit = alex.Screen.Composer.Locator(".edit");
        var paragraph = "<p style=\"margin:0\"><span style=\"font-family:Arial;color:#333333\">Four pumps of the <b>P-200</b> line, delivered in week 12, with <a href=\"https://northwind.test/p\">spare seals</a>.</span></p>";
        var html = string.Concat(Enumerable.Repeat(paragraph, 200 * 1024 / paragraph.Length));
        await Clipboard.PasteAsync(edit, $"<html><body>{html}</body></html>", "text");
        await Expect(edit).ToContainTextAsync("spare seals");
        var line = await alex.Context.NewCDPSessionAsync(alex.Page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object> { ["offline"] = false, ["latency"] = 200, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 });
        // The work of a key: from its arrival until the page is laid out again and idle.
        await alex.Page.EvaluateAsync(
            """
            () => {
              window.keyTimes = [];
              const channel = new MessageChannel();
              let start = 0;
              channel.port1.onmessage = () => { document.querySelector('.edit').getBoundingClientRect(); window.keyTimes.push(performance.now() - start); };
              document.addEventListener('keydown', () => { start = performance.now(); }, true);
              document.addEventListener('input', () => channel.port2.postMessage(0), true);
            }
            """);
        await edit.Locator("p").Nth(20).ClickAsync();
        await alex.Page.Keyboard.TypeAsync("The quick brown fox jumps over the lazy dog, and then once more for the sake of measuring it. ", new() { Delay = 60 });
        var times = await alex.Page.EvaluateAsync<double[]>("() => window.keyTimes");
        Assert.True(times.Length > 50, $"{times.Length} keys were seen.");
        Array.Sort(times);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{html.Length / 1024} kB, {times.Length} keys: median {times[times.Length / 2]:0.0} ms, 95 % {times[(int)(times.Length * 0.95)]:0.0} ms, longest {times[^1]:0.0} ms"));
    }
}
