using Microsoft.Playwright;
using SimpleCrm.TestServers.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class HostileMailTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task Remote_images_are_asked_for_only_after_consent()
    {
        await using var host = new ImageHost();
        var html = $"<p>The catalogue</p><img src=\"{host.Address}/catalogue.gif\" width=\"20\" height=\"20\" alt=\"\"><div style=\"background-image:url({host.Address}/background.gif)\">Pages</div>"
            + $"<link rel=\"stylesheet\" href=\"{host.Address}/style.css\"><link rel=\"prefetch\" href=\"{host.Address}/next.gif\">";
        var alex = await JoinWithMailAsync(
            new Letter("First catalogue") { Html = html },
            new Letter("Second catalogue") { Html = $"<p>More of it</p><img src=\"{host.Address}/second.gif\" width=\"20\" height=\"20\" alt=\"\">" });

        await alex.Screen.OpenAsync("First catalogue");
        await Expect(alex.Screen.Body()).ToContainTextAsync("The catalogue");
        var note = alex.Screen.Reader.Locator(".note").Filter(new() { HasText = "not loaded" });
        await Expect(note).ToBeVisibleAsync();
        await alex.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(host.Asked);

        await note.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(note).ToHaveCountAsync(0);
        await AskedAsync("/catalogue.gif");
        Assert.DoesNotContain(host.Asked, request => request.Contains("/style.css", StringComparison.Ordinal) || request.Contains("/next.gif", StringComparison.Ordinal));
        // Nobody learns from the request who looks at it, and where.
        Assert.DoesNotContain(host.Asked, request => request.Contains("Cookie:", StringComparison.OrdinalIgnoreCase) || request.Contains("Referer:", StringComparison.OrdinalIgnoreCase));

        // The consent was for that email only; the next one gives it for the sender.
        await alex.Screen.OpenAsync("Second catalogue");
        await Expect(alex.Screen.Body()).ToContainTextAsync("More of it");
        await Expect(note).ToBeVisibleAsync();
        Assert.DoesNotContain(host.Asked, request => request.Contains("/second.gif", StringComparison.Ordinal));
        await note.GetByRole(AriaRole.Button, new() { Name = "Always for this sender" }).ClickAsync();
        await AskedAsync("/second.gif");

        await alex.ReceiveAsync(new Letter("Third catalogue") { Html = $"<p>The last</p><img src=\"{host.Address}/third.gif\" width=\"20\" height=\"20\" alt=\"\">" });
        await alex.Screen.OpenAsync("Third catalogue");
        await AskedAsync("/third.gif");
        await Expect(note).ToHaveCountAsync(0);

        Task AskedAsync(string path) => Until.TrueAsync(
            () => Task.FromResult(host.Asked.Any(request => request.StartsWith($"GET {path} ", StringComparison.Ordinal))),
            TimeSpan.FromMilliseconds(World.Patience),
            () => $"{path} was not asked for.");
    }

    [Fact]
    public async Task Scripts_of_an_email_never_run()
    {
        const string Hostile = """
            <p>Harmless words</p>
            <script>parent.document.title = 'taken'; top.taken = true; document.body.innerText = 'taken'</script>
            <img src="x" onerror="parent.document.title = 'taken'; top.taken = true">
            <svg onload="top.taken = true"><script>top.taken = true</script></svg>
            <a href="javascript:top.taken=true" id="trap">Press here</a>
            <iframe srcdoc="<script>top.taken = true</script>"></iframe>
            <form action="/account/sign-out" method="post"><button>Win a prize</button></form>
            <base href="https://elsewhere.example/"><meta http-equiv="refresh" content="0;url=https://elsewhere.example/">
            """;
        var alex = await JoinWithMailAsync(new Letter("You have won") { Html = Hostile });
        var dialogs = 0;
        alex.Page.Dialog += (_, dialog) => { dialogs++; _ = dialog.DismissAsync(); };

        await alex.Screen.OpenAsync("You have won");
        await Expect(alex.Screen.Body()).ToContainTextAsync("Harmless words");
        if (await alex.Screen.Body().GetByText("Press here").CountAsync() > 0) await alex.Screen.Body().GetByText("Press here").ClickAsync();
        await Expect(alex.Screen.Body().Locator("script, iframe, form, svg, meta[http-equiv], base")).ToHaveCountAsync(0);

        // Also opened by its own address, outside the frame.
        var document = await alex.Screen.Email(0).Locator("iframe").GetAttributeAsync("src");
        var bare = await alex.Context.NewPageAsync();
        await bare.GotoAsync(document!);
        await Expect(bare.Locator("body")).ToContainTextAsync("Harmless words");
        Assert.Equal("null", await bare.EvaluateAsync<string>("() => String(window.taken ?? null)"));

        Assert.Equal("null", await alex.Page.EvaluateAsync<string>("() => String(window.taken ?? null)"));
        Assert.DoesNotContain("taken", await alex.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, dialogs);
    }
}
