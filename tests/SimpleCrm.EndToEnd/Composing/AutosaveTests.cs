using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>What the composer does with each answer of the drafts endpoint; the answers are given by the test.</summary>
public class AutosaveTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Text_is_saved_one_revision_after_the_other_and_kept_here_when_the_line_is_down()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var bases = new List<int>();
        var isDown = false;
        await alex.Page.RouteAsync("**/api/email/drafts/*", async route =>
        {
            if (isDown)
            {
                await route.AbortAsync();
                return;
            }

            var seen = route.Request.PostDataJSON()!.Value.GetProperty("baseRevision").GetInt32();
            lock (bases) bases.Add(seen);
            await route.FulfillAsync(Json(200, new { id = "x", revision = seen + 1, savedAt = "2026-11-26T10:42:00+01:00" }));
        });
        var (status, edit) = await WriteAsync(alex, "One");
        await Expect(status).ToHaveTextAsync("Saved 10:42");
        isDown = true;
        await edit.PressAsync("End");
        await alex.Page.Keyboard.TypeAsync(" two");
        await Expect(status).ToHaveTextAsync("Offline, kept on this device");
        isDown = false;
        await Expect(status).ToHaveTextAsync("Saved 10:42");
        lock (bases) Assert.Equal(Enumerable.Range(0, bases.Count), bases);
    }

    [Theory]
    [InlineData("Keep mine", "Mine", false)]
    [InlineData("Keep theirs", "Theirs", false)]
    [InlineData("Keep both", "Mine", true)]
    public async Task Two_devices_at_once_lose_no_text(string choice, string first, bool both)
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var saved = new List<JsonElement>();
        await alex.Page.RouteAsync("**/api/email/drafts/*", async route =>
        {
            var body = route.Request.PostDataJSON()!.Value;
            lock (saved) saved.Add(body);
            await route.FulfillAsync(body.GetProperty("baseRevision").GetInt32() == 0
                ? Json(409, new { revision = 7, current = new { id = "x", revision = 7, mailboxId = "1", kind = "new", to = Array.Empty<object>(), cc = Array.Empty<object>(), bcc = Array.Empty<object>(), subject = "Theirs", html = "<div>Theirs</div>", text = "Theirs", isPlainText = false } })
                : Json(200, new { id = "x", revision = 8, savedAt = "2026-11-26T10:42:00+01:00" }));
        });
        var (status, edit) = await WriteAsync(alex, "Mine");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = choice }).ClickAsync();
        await Expect(status).ToHaveTextAsync("Saved 10:42");
        await Expect(edit).ToContainTextAsync(first);
        if (both) await Expect(edit).ToContainTextAsync("Theirs");
        lock (saved) Assert.Equal(7, saved[^1].GetProperty("baseRevision").GetInt32());
    }

    private static async Task<(ILocator Status, ILocator Edit)> WriteAsync(Person person, string text)
    {
        await person.Screen.PressAsync("c");
        await Expect(person.Screen.Composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        var edit = person.Screen.Composer.Locator(".edit");
        await edit.FillAsync(text);
        return (person.Screen.Composer.Locator(".chead small"), edit);
    }

    private static RouteFulfillOptions Json(int status, object body) => new() { Status = status, ContentType = "application/json", Body = JsonSerializer.Serialize(body) };
}
