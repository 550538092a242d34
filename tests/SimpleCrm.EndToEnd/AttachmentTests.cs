using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class AttachmentTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Downloaded_file_has_the_bytes_that_were_sent()
    {
        var drawing = new byte[300_000];
        new Random(3).NextBytes(drawing);
        var alex = await JoinWithMailAsync(new Letter("Drawing of the housing") { Files = [("Gehäuse 48-221.pdf", "application/pdf", drawing)] });
        await Expect(alex.Screen.Row("Drawing of the housing")).ToContainTextAsync("Has files");
        await alex.Screen.OpenAsync("Drawing of the housing");

        var link = alex.Screen.Reader.GetByRole(AriaRole.List, new() { Name = "Files" }).Locator("a");
        var download = await alex.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.Equal("Gehäuse 48-221.pdf", download.SuggestedFilename);
        Assert.Equal(drawing, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    [Fact]
    public async Task Source_is_downloaded_as_it_lies_at_the_server()
    {
        var letter = new Letter("Ärger mit der Bestellung") { Text = "Grüße aus Köln" };
        var alex = await JoinWithMailAsync(letter);
        await alex.Screen.OpenAsync(letter.Subject);
        await alex.Screen.Email(0).GetByRole(AriaRole.Button, new() { NameRegex = new("^More for") }).ClickAsync();
        var download = await alex.Page.RunAndWaitForDownloadAsync(() => alex.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Download the source" }).ClickAsync());
        var source = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal(Encoding.Latin1.GetString(letter.ToBytes(alex.Mail.Address)), Encoding.Latin1.GetString(source));
        Assert.EndsWith(".eml", download.SuggestedFilename, StringComparison.Ordinal);
    }
}
