using MailKit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

/// <summary>What another mail program does shows in the open page by itself.</summary>
public class OtherClientTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Read_and_starred_elsewhere_shows_here()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list"));
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.ExpectUnreadAsync("Price list", unread: true);

        await other.SetAsync("Price list", MessageFlags.Seen, on: true);
        await alex.Screen.ExpectUnreadAsync("Price list", unread: false);
        await other.SetAsync("Price list", MessageFlags.Flagged, on: true);
        await Expect(alex.Screen.Row("Price list").Locator(".when .star")).ToBeVisibleAsync();

        await other.SetAsync("Price list", MessageFlags.Flagged, on: false);
        await Expect(alex.Screen.Row("Price list").Locator(".when .star")).ToHaveCountAsync(0);
        await other.SetAsync("Price list", MessageFlags.Seen, on: false);
        await alex.Screen.ExpectUnreadAsync("Price list", unread: true);
    }

    [Fact]
    public async Task Moved_elsewhere_leaves_the_list_and_its_address_keeps_working()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list") { Text = "All prices of the season." });
        using var other = await alex.OpenOtherClientAsync();
        await alex.Screen.OpenAsync("Price list");
        var address = alex.Page.Url;

        await other.MoveAsync("Price list", "Archive");
        await Expect(alex.Screen.Row("Price list")).ToHaveCountAsync(0);

        await alex.Page.GotoAsync(address);
        await alex.Screen.ExpectOpenAsync("Price list");
        await Expect(alex.Screen.Body()).ToContainTextAsync("All prices of the season.");
        await alex.Page.GotoAsync("/archive");
        await alex.Screen.OpenAsync("Price list");
        Assert.EndsWith(alex.Screen.OpenThreadId, address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_made_elsewhere_appears()
    {
        var alex = await JoinWithMailAsync(new Letter("Price list"));
        using var other = await alex.OpenOtherClientAsync();
        await other.CreateFolderAsync("Tenders");
        await alex.Api.SyncAsync(alex.MailboxId);
        await Expect(alex.Page.Locator(".nav .folders")).ToContainTextAsync("Tenders");
    }
}
