using Microsoft.Playwright;
using SimpleCrm.EndToEnd.Newcomer;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Pictures;

/// <summary>Pictures of what a newcomer sees, light and dark, wide and narrow: run with SIMPLECRM_SCREENSHOTS naming the folder they go to.</summary>
[Collection(typeof(NewcomerGroup))]
public class SandboxScreenshots(NewcomerWorld world)
{
    public static bool AreWanted => Screenshots.Folder is not null;

    [Theory(Skip = "Set SIMPLECRM_SCREENSHOTS to a folder to take the pictures.", SkipUnless = nameof(AreWanted))]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Pictures_of_a_newcomers_screens(int width, int height, ColorScheme scheme)
    {
        var options = () => new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce };
        var suffix = $"{(width > 700 ? "wide" : "phone")}-{scheme.ToString().ToLowerInvariant()}";
        var rep = await world.SignInAsync("rep", options());
        var screen = new MailScreen(rep);
        await Expect(screen.Row("Pipeline review on Thursday")).ToBeVisibleAsync();
        await TakeAsync(rep, "demo-inbox-" + suffix);
        if (width > 700)
        {
            await screen.Rows.Nth(2).Locator("a[data-row]").ClickAsync();
            await Expect(screen.Reader.Locator("section.mail").First).ToBeVisibleAsync();
            await Expect(screen.Reader.Locator(".frame[data-waiting]")).ToHaveCountAsync(0);
            await TakeAsync(rep, "demo-thread-" + suffix);
        }

        await rep.GotoAsync("/settings/mailboxes/connect");
        await Expect(rep.GetByRole(AriaRole.Button, new() { Name = "Connect Microsoft" })).ToBeVisibleAsync();
        await TakeAsync(rep, "connect-" + suffix);
        foreach (var provider in (string[])["Google", "Microsoft"])
        {
            await rep.GotoAsync("/settings/mailboxes/connect");
            await rep.GetByRole(AriaRole.Button, new() { Name = "Connect " + provider }).ClickAsync();
            await Expect(rep.GetByRole(AriaRole.Button, new() { Name = "Allow" })).ToBeVisibleAsync();
            await TakeAsync(rep, $"consent-{provider.ToLowerInvariant()}-{suffix}");
        }

        await rep.GetByLabel("alex.winter@northwind-nordic.example").CheckAsync();
        await rep.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await rep.WaitForURLAsync(url => url.Contains("onnected", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        var inbox = await rep.EvaluateAsync<string>("""
            async () => {
                const get = async path => (await fetch(path)).json();
                const mailbox = (await get('/api/email/status')).find(m => m.provider === 'outlook').mailboxId;
                for (;;) {
                    const folder = (await get('/api/email/folders')).find(f => f.mailboxId === mailbox && f.role === 'inbox');
                    if (folder) return folder.id;
                    await new Promise(done => setTimeout(done, 500));
                }
            }
            """);
        foreach (var part in (string[])["focused", "other"])
        {
            await rep.GotoAsync($"/folder/{inbox}?focus={part}");
            await Expect(screen.Rows.First).ToBeVisibleAsync();
            await TakeAsync(rep, $"{part}-{suffix}");
        }

        await rep.Context.DisposeAsync();
        var admin = await world.SignInAsync("admin", options());
        await TakeAsync(admin, "admin-first-" + suffix);
        await admin.GotoAsync("/admin/providers");
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Google" }).First).ToBeVisibleAsync();
        await TakeAsync(admin, "providers-" + suffix);
        await admin.GotoAsync("/admin/jobs");
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await TakeAsync(admin, "jobs-" + suffix);
        await admin.Context.DisposeAsync();
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        await page.WaitForFunctionAsync("() => document.fonts.ready.then(() => true)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder!, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }
}
