using MailKit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

/// <summary>What is done in the page reaches the mail server, and can be taken back on both sides.</summary>
public class WriteBackTests(World world) : EndToEndTest(world)
{
    private static readonly DateTimeOffset Yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);

    [Fact]
    public async Task Opening_an_email_marks_it_read_there_and_unread_goes_back()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list"), new Letter("Older") { Date = Yesterday });
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.ExpectUnreadAsync("Price list", unread: true);

        await alex.Screen.OpenAsync("Price list");
        await alex.Screen.ExpectUnreadAsync("Price list", unread: false);
        await other.WaitForFlagsAsync("Price list", MessageFlags.Seen, on: true);

        await alex.Page.Keyboard.PressAsync("Shift+U");
        await alex.Screen.ExpectUnreadAsync("Price list", unread: true);
        await other.WaitForFlagsAsync("Price list", MessageFlags.Seen, on: false);
    }

    [Fact]
    public async Task Star_is_put_and_taken_there()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list"));
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.OpenAsync("Price list");
        await alex.Screen.PressAsync("s");
        await Expect(alex.Screen.Row("Price list").Locator(".when .star")).ToBeVisibleAsync();
        await other.WaitForFlagsAsync("Price list", MessageFlags.Flagged, on: true);

        await alex.Screen.PressAsync("s");
        await Expect(alex.Screen.Row("Price list").Locator(".when .star")).ToHaveCountAsync(0);
        await other.WaitForFlagsAsync("Price list", MessageFlags.Flagged, on: false);
    }

    [Theory]
    [InlineData("e", "Archive", "/archive", "archived")]
    [InlineData("#", "Trash", "/trash", "moved to Trash")]
    [InlineData("!", "Junk", "/spam", "marked as spam")]
    public async Task Threads_leave_for_a_folder_there_and_undo_brings_them_back(string key, string folder, string place, string words)
    {
        var alex = await JoinWithMailAsync(new Letter("Price list"), new Letter("Stays here") { Date = Yesterday });
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.OpenAsync("Price list");

        await alex.Screen.PressAsync(key);
        await Expect(alex.Screen.Notice).ToContainTextAsync(words);
        await Expect(alex.Screen.Row("Price list")).ToHaveCountAsync(0);
        // Side by side the next conversation comes up by itself.
        await alex.Screen.ExpectOpenAsync("Stays here");
        await alex.Screen.Notice.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(alex.Screen.Row("Price list")).ToHaveCountAsync(1);
        await other.WaitForAsync("INBOX", "Price list");
        await other.WaitForAsync(folder, "Price list", count: 0);

        await alex.Screen.OpenAsync("Price list");
        await alex.Screen.PressAsync(key);
        await other.WaitForAsync(folder, "Price list");
        await other.WaitForAsync("INBOX", "Price list", count: 0);
        await alex.Page.GotoAsync(place);
        await Expect(alex.Screen.Row("Price list")).ToHaveCountAsync(1);
        await Expect(alex.Screen.Row("Stays here")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Undo_after_the_server_has_moved_it_moves_it_back()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list"), new Letter("Stays here") { Date = Yesterday });
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.OpenAsync("Price list");
        await alex.Screen.PressAsync("e");
        await Expect(alex.Screen.Notice).ToContainTextAsync("archived");
        // The notice stays for ten seconds; the server is done well before.
        await other.WaitForAsync("Archive", "Price list");

        await alex.Screen.PressAsync("z");
        await Expect(alex.Screen.Row("Price list")).ToHaveCountAsync(1);
        await other.WaitForAsync("INBOX", "Price list");
        await other.WaitForAsync("Archive", "Price list", count: 0);
    }

    [Fact]
    public async Task Thread_is_moved_to_a_folder_chosen_by_typing()
    {
        var alex = await JoinAsync();
        using (var setUp = await alex.OpenOtherClientAsync()) await setUp.CreateFolderAsync("Suppliers");
        alex.Keep(new Letter("Price list"));
        await alex.ConnectAsync();
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.OpenAsync("Price list");

        await alex.Screen.PressAsync("v");
        await Expect(alex.Page.Locator("#palette")).ToBeVisibleAsync();
        await alex.Page.Keyboard.TypeAsync("suppl");
        await alex.Screen.PressAsync("Enter");
        await Expect(alex.Screen.Notice).ToContainTextAsync("moved");
        await other.WaitForAsync("Suppliers", "Price list");
        await other.WaitForAsync("INBOX", "Price list", count: 0);

        await alex.Page.Locator(".nav").GetByRole(AriaRole.Link, new() { Name = "Suppliers" }).ClickAsync();
        await Expect(alex.Screen.Row("Price list")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Chosen_threads_are_archived_together()
    {
        var alex = await JoinWithMailAsync(new Letter("First of three"), new Letter("Second of three"), new Letter("Third of three") { Date = Yesterday });
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.Row("First of three").Locator(".pick").ClickAsync();
        await alex.Screen.Row("Second of three").Locator(".pick").ClickAsync();
        await Expect(alex.Page.Locator(".bulk [data-count]")).ToHaveTextAsync("2 selected");
        await alex.Page.Locator(".bulk [data-act=archive]").ClickAsync();
        await Expect(alex.Screen.Notice).ToContainTextAsync("2 conversations archived");
        await Expect(alex.Screen.Rows).ToHaveCountAsync(1);
        await other.WaitForAsync("Archive", "of three", count: 2);
    }
}
