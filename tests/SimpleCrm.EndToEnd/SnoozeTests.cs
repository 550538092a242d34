using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class SnoozeTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Thread_put_off_leaves_the_inbox_waits_under_snoozed_and_can_be_brought_back()
    {
        var alex = await JoinWithMailAsync(new Letter("Put off"), new Letter("Stays"));
        await alex.Screen.OpenAsync("Put off");
        await SnoozeAsync(alex);
        await Expect(alex.Screen.Row("Put off")).ToHaveCountAsync(0);
        await Expect(alex.Screen.Row("Stays")).ToHaveCountAsync(1);

        await alex.Page.GotoAsync("/snoozed");
        await alex.Screen.OpenAsync("Put off");
        await Expect(alex.Page.Locator(".nav a[href='/snoozed']")).ToContainTextAsync("1");
        await alex.Page.GetByRole(AriaRole.Button, new() { Name = "Bring back" }).ClickAsync();
        await Expect(alex.Screen.Row("Put off")).ToHaveCountAsync(0);
        await alex.Page.GotoAsync("/");
        await Expect(alex.Screen.Row("Put off")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Putting_off_can_be_undone_and_a_reminder_says_when_it_comes()
    {
        var alex = await JoinWithMailAsync(new Letter("Put off"), new Letter("Stays"));
        await alex.Screen.OpenAsync("Put off");
        await SnoozeAsync(alex);
        await Expect(alex.Screen.Row("Put off")).ToHaveCountAsync(0);
        await alex.Screen.Notice.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(alex.Screen.Row("Put off")).ToHaveCountAsync(1);

        await alex.Screen.OpenAsync("Stays");
        await alex.Screen.PressAsync("h");
        await alex.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("In two weeks") }).ClickAsync();
        await Expect(alex.Screen.Notice.Last).ToContainTextAsync("comes back, unless somebody answers");
        await Expect(alex.Screen.Row("Stays")).ToHaveCountAsync(1);
    }

    private static async Task SnoozeAsync(Person person)
    {
        await person.Screen.PressAsync("b");
        await person.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("Tomorrow morning") }).ClickAsync();
        await Expect(person.Screen.Notice.Last).ToContainTextAsync("put off until");
    }
}
