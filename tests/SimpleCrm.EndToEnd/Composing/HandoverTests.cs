using System.Text.Json;
using Microsoft.Playwright;
using SimpleCrm.TestServers.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>What goes out again when the server did not answer, or answered that it broke; the answers are given by the test.</summary>
public class HandoverTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Another_time_after_an_answer_that_was_lost_sends_nothing_twice_and_says_where_to_look()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var isLost = true;
        await alex.Page.RouteAsync("**/api/email/drafts/*/send", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(isLost ? new RouteFulfillOptions { Status = 502 } : new RouteFulfillOptions { Response = answer });
        });
        await alex.Screen.PressAsync("c");
        var composer = alex.Screen.Composer;
        await Expect(composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync($"{claire.Address},");
        await composer.Locator(".subject").FillAsync("Lost answer");
        await composer.Locator(".edit").FillAsync("Only once.");
        await composer.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(composer.Locator(".chead small")).ToHaveTextAsync("Not sent");
        isLost = false;
        await composer.GetByRole(AriaRole.Button, new() { Name = "Send later" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Tomorrow morning" }).ClickAsync();
        await Expect(composer.Locator("[data-error='']")).ToContainTextAsync("look into the outbox");
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        await theirs.WaitForAsync("INBOX", "Lost answer");
        await alex.Page.GotoAsync("/outbox");
        await Expect(alex.Page.GetByRole(AriaRole.Region, new() { Name = "Scheduled" })).ToHaveCountAsync(0);
        Assert.Single(await theirs.ReadAsync("INBOX", "Lost answer"));
    }

    [Fact]
    public async Task Same_order_keeps_its_key_and_another_time_or_text_gets_a_key_of_its_own()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var orders = new List<(string Key, JsonElement Body)>();
        await alex.Page.RouteAsync("**/api/email/drafts/*/send", async route =>
        {
            var order = (await route.Request.HeaderValueAsync("idempotency-key") ?? "", route.Request.PostDataJSON()!.Value);
            lock (orders) orders.Add(order);
            await route.FulfillAsync(new RouteFulfillOptions { Status = 503, ContentType = "application/problem+json", Body = """{ "title": "Not now" }""" });
        });
        await alex.Screen.PressAsync("c");
        var composer = alex.Screen.Composer;
        await Expect(composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("claire@mercier.example,");
        await composer.Locator(".subject").FillAsync("Once only");
        await composer.Locator(".edit").FillAsync("First words.");
        var refusal = composer.Locator("[data-error='']");

        await SendAsync();
        await SendAsync();
        await composer.GetByRole(AriaRole.Button, new() { Name = "Send later" }).ClickAsync();
        await alex.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Tomorrow morning" }).ClickAsync();
        await ExpectRefusedAsync(3);
        await composer.Locator(".edit").FillAsync("Other words.");
        await SendAsync();
        await SendAsync();

        string[] keys;
        lock (orders) keys = [.. orders.Select(order => order.Key)];
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(keys[3], keys[4]);
        Assert.Equal(3, keys.Distinct().Count());
        Assert.DoesNotContain("", keys);
        lock (orders) Assert.True(orders[2].Body.TryGetProperty("sendAt", out _));

        async Task SendAsync()
        {
            int before;
            lock (orders) before = orders.Count;
            await composer.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
            await ExpectRefusedAsync(before + 1);
        }

        async Task ExpectRefusedAsync(int count)
        {
            await Until.TrueAsync(() => { lock (orders) return Task.FromResult(orders.Count == count); }, TimeSpan.FromMilliseconds(World.Patience), () => "The order does not leave.");
            await Expect(composer.Locator(".chead small")).ToHaveTextAsync("Not sent");
            await Expect(refusal).ToContainTextAsync("Not now");
        }
    }
}
