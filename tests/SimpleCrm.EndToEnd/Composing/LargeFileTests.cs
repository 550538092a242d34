using Microsoft.Playwright;
using MimeKit;
using SimpleCrm.TestServers.Postfix;
using SimpleCrm.TestServers.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Composing;

public class LargeFileTests(World world) : EndToEndTest(world)
{
    private const int Limit = 25 * 1024 * 1024;

    [Fact]
    public async Task Limit_is_what_the_mailbox_server_said_when_it_was_connected()
    {
        await using var strict = await PostfixServer.StartAsync(World.Dovecot, new PostfixOptions { MessageSizeLimit = 1_000_000 });
        var alex = await JoinAsync();
        await alex.ConnectAsync(strict);
        await alex.Screen.PressAsync("c");
        var composer = alex.Screen.Composer;
        await Expect(composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await Expect(composer.Locator("[data-attach]")).ToHaveAttributeAsync("title", "Add files, 635 kB at most");
        await composer.Locator("input[type=file]").SetInputFilesAsync(
        [
            new FilePayload { Name = "small.bin", MimeType = "application/octet-stream", Buffer = new byte[100_000] },
            new FilePayload { Name = "large.bin", MimeType = "application/octet-stream", Buffer = new byte[600_000] },
        ]);
        await Expect(composer.Locator("[data-error=attachments]")).ToHaveTextAsync(
            "Not attached: large.bin (600 kB). This mailbox sends at most 635 kB of files with one email; send a link to larger ones instead.");
        await Expect(composer.Locator(".filechip")).ToContainTextAsync(["small.bin"]);
    }

    [Fact]
    public async Task Attaching_twenty_five_megabytes_costs_the_server_less_than_ten_of_memory()
    {
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        await alex.Screen.PressAsync("c");
        var composer = alex.Screen.Composer;
        await Expect(composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
        await composer.Locator(".subject").FillAsync("Measured");
        var large = Path.Combine(Path.GetTempPath(), $"simplecrm-{Guid.NewGuid():N}.bin");
        try
        {
            // The first one warms the way up: code is compiled, buffers are made.
            await AttachAsync(1024 * 1024);
            var server = new ServerMemory(World.Product.ProcessId);
            await AttachAsync(Limit - 1024 * 1024);
            TestContext.Current.TestOutputHelper!.WriteLine($"{server.Growth / 1e6:0.0} MB");
            Assert.InRange(server.Growth, 0, 10_000_000);
        }
        finally
        {
            File.Delete(large);
        }

        async Task AttachAsync(int size)
        {
            var content = new byte[size];
            new Random(size).NextBytes(content);
            await File.WriteAllBytesAsync(large, content);
            var chips = await composer.Locator(".filechip").CountAsync();
            await composer.Locator("input[type=file]").SetInputFilesAsync(large);
            await Expect(composer.Locator(".filechip")).ToHaveCountAsync(chips + 1);
            await Expect(composer.Locator(".filechip progress, .filechip.bad")).ToHaveCountAsync(0);
            await Until.TrueAsync(
                async () => await alex.Page.EvaluateAsync<int>("() => fetch('/api/email/drafts').then(answer => answer.json()).then(drafts => drafts[0]?.attachmentIds.length ?? 0)") == chips + 1,
                TimeSpan.FromMilliseconds(World.Patience),
                () => "The draft with the file is not saved.");
        }
    }

    [Fact]
    public async Task Twenty_five_megabytes_dropped_on_the_page_arrive_without_being_held_whole_and_one_byte_more_is_refused_before_it_is_sent()
    {
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var alex = await JoinWithMailAsync(new Letter("Anything"));
        var large = Path.Combine(Path.GetTempPath(), $"simplecrm-{Guid.NewGuid():N}.bin");
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        try
        {
            // The first one warms the way up: code is compiled, buffers are made.
            await SendAsync("Sketch", 2 * 1024 * 1024);
            await SendAsync("Drawings", Limit);
        }
        finally
        {
            File.Delete(large);
        }

        async Task SendAsync(string subject, int size)
        {
            var content = new byte[size];
            new Random(size).NextBytes(content);
            await File.WriteAllBytesAsync(large, content);
            await alex.Screen.PressAsync("c");
            var composer = alex.Screen.Composer;
            await Expect(composer.Locator("[data-field=to] input")).ToBeFocusedAsync();
            await alex.Page.Keyboard.TypeAsync(claire.Address + ",");
            await composer.Locator(".subject").FillAsync(subject);
            await composer.Locator(".edit").FillAsync("Here they are.");
            await composer.Locator("input[type=file]").SetInputFilesAsync(large);
            if (size == Limit)
            {
                await Clipboard.DropFileAsync(alex.Page.Locator(".list").First, "one more.txt", "text/plain", [1]);
                await Expect(composer.Locator("[data-error=attachments]")).ToContainTextAsync("Not attached: one more.txt");
            }
            await Expect(composer.Locator(".filechip")).ToHaveCountAsync(1);
            await Expect(composer.Locator(".filechip progress, .filechip.bad")).ToHaveCountAsync(0);
            var server = new ServerMemory(World.Product.ProcessId);
            await composer.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
            await theirs.WaitForAsync("INBOX", subject);
            TestContext.Current.TestOutputHelper!.WriteLine($"{subject}: {server.Growth / 1e6:0.0} MB more");
            if (size == Limit)
                Assert.InRange(server.Growth, 0, 10_000_000);
            var file = Assert.IsType<MimePart>(Assert.Single(Assert.Single(await theirs.ReadAsync("INBOX", subject)).Attachments));
            using var received = new MemoryStream();
            file.Content!.DecodeTo(received);
            Assert.True(content.AsSpan().SequenceEqual(received.GetBuffer().AsSpan(0, (int)received.Length)));
        }
    }
}
