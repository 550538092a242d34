using Microsoft.Playwright;
using MimeKit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class LargeFileTests(World world) : EndToEndTest(world)
{
    private const int Limit = 25 * 1024 * 1024;

    [Fact]
    public async Task Twenty_five_megabytes_dropped_on_the_page_arrive_and_one_byte_more_is_refused_before_it_is_sent()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        var composer = alex.Screen.Composer;
        await Expect(composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync(claire.Address + ",");
        await composer.Locator(".subject").FillAsync("Drawings");
        await composer.Locator(".edit").FillAsync("Here they are.");
        var large = Path.Combine(Path.GetTempPath(), $"simplecrm-{Guid.NewGuid():N}.bin");
        var content = new byte[Limit];
        new Random(11).NextBytes(content);
        try
        {
            await File.WriteAllBytesAsync(large, content);
            await composer.Locator("input[type=file]").SetInputFilesAsync(large);
            await Clipboard.DropFileAsync(alex.Page.Locator(".list").First, "one more.txt", "text/plain", [1]);
            await Expect(composer.Locator("[data-error=attachments]")).ToContainTextAsync("Not attached: one more.txt");
            await Expect(composer.Locator(".filechip")).ToHaveCountAsync(1);
            await composer.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
            using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
            await theirs.WaitForAsync("INBOX", "Drawings");
            var file = Assert.IsType<MimePart>(Assert.Single(Assert.Single(await theirs.ReadAsync("INBOX", "Drawings")).Attachments));
            using var received = new MemoryStream();
            file.Content!.DecodeTo(received);
            Assert.True(content.AsSpan().SequenceEqual(received.GetBuffer().AsSpan(0, (int)received.Length)));
        }
        finally
        {
            File.Delete(large);
        }
    }
}
