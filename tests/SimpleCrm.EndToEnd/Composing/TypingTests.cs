using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class TypingTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Typing_into_two_hundred_kilobytes_over_a_slow_line_is_measured()
    {
        var (alex, edit) = await LongTextAsync();
        var line = await alex.Context.NewCDPSessionAsync(alex.Page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object> { ["offline"] = false, ["latency"] = 200, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 });
        // The work of a key: from its arrival until the page is laid out again, and until it is painted and idle.
        await alex.Page.EvaluateAsync(
            """
            () => {
              window.keyTimes = [];
              const channel = new MessageChannel(), edit = document.querySelector('.edit');
              let key = '', start = 0;
              channel.port1.onmessage = ({ data }) => window.keyTimes.push({ key: data.key, laidOut: data.laidOut - data.start, painted: performance.now() - data.start });
              const done = () => { edit.getBoundingClientRect(); channel.port2.postMessage({ key, start, laidOut: performance.now() }); };
              document.addEventListener('keydown', event => {
                key = event.key;
                start = performance.now();
              }, true);
              edit.addEventListener('input', done);
              // Of what the editor does itself the browser does not tell as input.
              document.addEventListener('keydown', event => { if (event.defaultPrevented) done(); });
            }
            """);
        await edit.Locator("p").Nth(20).ClickAsync();
        await alex.Page.Keyboard.TypeAsync("The quick brown fox jumps over the lazy dog, and then once more for the sake of measuring it. ", new() { Delay = 60 });
        for (var number = 0; number < 20; number++)
        {
            await alex.Page.Keyboard.TypeAsync("\nwords", new() { Delay = 60 });
            await alex.Page.Keyboard.PressAsync("Backspace", new() { Delay = 60 });
        }
        await alex.Page.WaitForFunctionAsync("() => window.keyTimes.filter(time => time.key === 'Backspace').length === 20");
        var times = JsonSerializer.Deserialize<KeyTime[]>(await alex.Page.EvaluateAsync<string>("() => JSON.stringify(window.keyTimes)"), JsonSerializerOptions.Web)!;
        Figures("Enter", time => time.Key == "Enter");
        Figures("Backspace", time => time.Key == "Backspace");
        Figures("letter", time => time.Key.Length == 1);
        Figures("first letter of a line", time => time.Key == "w");

        void Figures(string what, Func<KeyTime, bool> which)
        {
            var own = times.Where(which).ToList();
            Assert.True(own.Count >= 20, $"{what}: {own.Count} keys were seen.");
            TestContext.Current.TestOutputHelper!.WriteLine($"{what}, {own.Count} keys, written and laid out: {Spread(own.Select(time => time.LaidOut))}; painted: {Spread(own.Select(time => time.Painted))}");
        }

        static string Spread(IEnumerable<double> times)
        {
            var sorted = times.Order().ToArray();
            return string.Create(CultureInfo.InvariantCulture, $"median {sorted[sorted.Length / 2]:0.0} ms, 95 % {sorted[(int)(sorted.Length * 0.95)]:0.0} ms, longest {sorted[^1]:0.0} ms");
        }
    }

    private sealed record KeyTime(string Key, double LaidOut, double Painted);

    [Fact]
    public async Task Enter_and_Backspace_in_a_long_text_leave_the_other_paragraphs_as_they_stand()
    {
        var (alex, edit) = await LongTextAsync();
        await edit.Locator("p").Nth(20).ClickAsync();
        // The first one may make what was pasted anew.
        await PressAsync("Home");
        await PressAsync("Enter");
        await alex.Page.EvaluateAsync("() => document.querySelectorAll('.edit p').forEach(paragraph => { paragraph.seen = true; })");
        foreach (var key in new[] { "End", "Enter", "a", "Enter", "Backspace", "Backspace", "Backspace", "Home", "Enter", "b" })
            await PressAsync(key);
        await Expect(edit.GetByText("bFour pumps")).ToHaveCountAsync(1);
        var made = await alex.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('.edit p')].filter(paragraph => !paragraph.seen).length");
        Assert.InRange(made, 0, 5);

        // The page tells the editor of a moved caret with its next frame: nobody's fingers are faster.
        async Task PressAsync(string key)
        {
            await alex.Page.Keyboard.PressAsync(key);
            await alex.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        }
    }

    [Fact]
    public async Task An_Enter_in_a_long_text_gives_only_the_new_paragraph_its_looks()
    {
        var (alex, _) = await CaretInLongTextAsync();
        await alex.Page.Keyboard.PressAsync("Enter");
        var events = await Timeline.RecordAsync(alex.Page, () => alex.Page.Keyboard.PressAsync("Enter"));
        // A style that counts the children of whatever it is would have the browser go through every paragraph below.
        Assert.InRange(events.Where(one => one.Name == "UpdateLayoutTree").Max(one => one.Elements), 1, 100);
    }

    [Fact]
    public async Task The_first_letter_after_an_Enter_in_a_long_text_does_not_have_it_read_again()
    {
        var (alex, edit) = await CaretInLongTextAsync();
        await alex.Page.Keyboard.PressAsync("Enter");
        // The editor looks into each paragraph that it reads.
        await alex.Page.EvaluateAsync(
            """
            () => {
              const search = Element.prototype.querySelector;
              window.read = new Set();
              Element.prototype.querySelector = function (selector) {
                if (this.parentElement?.classList.contains('edit'))
                  window.read.add(this);
                return search.call(this, selector);
              };
            }
            """);
        await alex.Page.Keyboard.TypeAsync("§");
        await Expect(edit).ToContainTextAsync("§");
        Assert.InRange(await alex.Page.EvaluateAsync<int>("() => window.read.size"), 0, 5);
    }

    [Fact]
    public async Task What_is_out_of_sight_of_a_long_text_is_not_laid_out()
    {
        var (alex, _) = await CaretInLongTextAsync();
        await alex.Page.WaitForFunctionAsync(
            "() => { const all = [...document.querySelectorAll('.edit p')], shown = all.filter(node => node.firstChild && node.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length; return shown > 5 && shown < all.length / 4; }");
    }

    [Fact]
    public async Task Undo_in_a_long_text_takes_back_what_was_typed_in_one_go_and_redo_brings_it_again()
    {
        var (alex, edit) = await LongTextAsync();
        await edit.Locator("p").Nth(20).ClickAsync();
        await alex.Page.Keyboard.PressAsync("End");
        await alex.Page.Keyboard.TypeAsync("x");
        await Expect(edit).ToHaveAttributeAsync("data-long", "");
        await alex.Page.Keyboard.PressAsync("Backspace");
        await alex.Page.Keyboard.PressAsync("ArrowLeft");
        await alex.Page.Keyboard.PressAsync("End");
        await alex.Page.Keyboard.TypeAsync("one two ");
        await alex.Page.Keyboard.PressAsync("Enter");
        await alex.Page.Keyboard.TypeAsync("3!");
        await alex.Page.Keyboard.PressAsync("Control+z");
        await Expect(edit).Not.ToContainTextAsync("one");
        await Expect(edit).Not.ToContainTextAsync("3!");
        await Expect(edit).ToContainTextAsync("spare seals");
        await alex.Page.Keyboard.PressAsync("Control+y");
        await Expect(edit).ToContainTextAsync("one two");
        await Expect(edit).ToContainTextAsync("3!");
        // What is written after undo ends redo, though the text is not kept with the key.
        await alex.Page.Keyboard.PressAsync("Control+z");
        await Expect(edit).Not.ToContainTextAsync("3!");
        await alex.Page.Keyboard.PressAsync("Enter");
        await alex.Page.Keyboard.PressAsync("Control+y");
        await alex.Page.Keyboard.TypeAsync("4!");
        await Expect(edit).ToContainTextAsync("4!");
        await Expect(edit).Not.ToContainTextAsync("3!");
    }

    [Fact]
    public async Task A_key_pressed_before_the_page_has_drawn_the_moved_caret_writes_where_the_caret_is()
    {
        var (alex, edit) = await ComposerAsync();
        await edit.ClickAsync();
        await alex.Page.Keyboard.TypeAsync("Dear Ms Mercier");
        await alex.Page.Keyboard.PressAsync("Enter");
        await alex.Page.Keyboard.TypeAsync("the pumps have left");
        await Expect(edit).ToContainTextAsync("the pumps have left");

        // Both in one go: the browser tells of a moved caret only afterwards.
        var lines = await edit.EvaluateAsync<string[]>("""
            root => {
                getSelection().modify('move', 'backward', 'lineboundary');
                root.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, which: 13, bubbles: true, cancelable: true }));
                return [...root.children].map(line => line.textContent);
            }
            """);

        Assert.Equal(["Dear Ms Mercier", "", "the pumps have left"], lines.Where((line, index) => index < 3));
    }

    private async Task<(Person Alex, ILocator Edit)> ComposerAsync()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        await Expect(alex.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        return (alex, alex.Screen.Composer.Locator(".edit"));
    }

    private async Task<(Person Alex, ILocator Edit)> CaretInLongTextAsync()
    {
        var (alex, edit) = await LongTextAsync();
        await edit.Locator("p").Nth(20).ClickAsync();
        await alex.Page.Keyboard.TypeAsync("x");
        await Expect(edit).ToHaveAttributeAsync("data-long", "");
        return (alex, edit);
    }

    private async Task<(Person Alex, ILocator Edit)> LongTextAsync()
    {
        var (alex, edit) = await ComposerAsync();
        var paragraph = "<p style=\"margin:0\"><span style=\"font-family:Arial;color:#333333\">Four pumps of the <b>P-200</b> line, delivered in week 12, with <a href=\"https://northwind.test/p\">spare seals</a>.</span></p>";
        var html = string.Concat(Enumerable.Repeat(paragraph, 200 * 1024 / paragraph.Length));
        await Clipboard.PasteAsync(edit, $"<html><body>{html}</body></html>", "text");
        await Expect(edit).ToContainTextAsync("spare seals");
        return (alex, edit);
    }
}
