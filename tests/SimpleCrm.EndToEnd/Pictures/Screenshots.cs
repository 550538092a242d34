using Microsoft.Playwright;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Emails;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd.Pictures;

/// <summary>The pictures of the README: run with SIMPLECRM_SCREENSHOTS naming the folder they go to.</summary>
public class Screenshots(World world) : EndToEndTest(world)
{
    private static readonly DovecotUser Account = new("alex.winter@northwind.test", "correct horse battery");

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("SIMPLECRM_SCREENSHOTS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    public static bool AreWanted => Folder is not null;

    [Fact(Skip = "Set SIMPLECRM_SCREENSHOTS to a folder to take the pictures.", SkipUnless = nameof(AreWanted))]
    public async Task Pictures_of_the_screens()
    {
        var now = TimeProvider.System.GetUtcNow();
        World.Dovecot.AddUser(Account);
        var alex = await JoinAsync("Alex Winter", Size(1440, 900), Account);
        var generated = new EmailGenerator(new EmailGeneratorOptions { OwnerAddress = Account.Address, Newest = now.AddDays(-2), SizeFactor = 0.2 }).Generate(1_500).ToList();
        await World.Dovecot.SeedMaildirAsync(Account, "INBOX", generated.Where(email => !email.Outgoing));
        await World.Dovecot.SeedMaildirAsync(Account, "Sent", generated.Where(email => email.Outgoing));
        foreach (var (letter, folder, flags) in SalesMail.Write(now)) alex.Keep(letter, folder, flags);
        using (var setUp = await alex.OpenOtherClientAsync())
        {
            foreach (var folder in (string[])["Suppliers", "Tenders", "Trade fair"]) await setUp.CreateFolderAsync(folder);
        }

        await alex.ConnectAsync();
        foreach (var colleague in (string[])["Ben Okafor", "Priya Raman", "Sofia Marino"]) await JoinAsync(colleague, mail: World.Dovecot.AddUser(colleague.ToLowerInvariant().Replace(' ', '.')));

        await alex.Screen.OpenAsync(SalesMail.Opened);
        await Expect(alex.Screen.Reader.Locator(".frame[data-waiting]")).ToHaveCountAsync(0);
        await TakeAsync(alex.Page, "inbox-light");
        await alex.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Expect(alex.Page.Locator("html[data-theme=dark]")).ToHaveCountAsync(1);
        await Expect(alex.Screen.Reader.Locator(".frame[data-waiting]")).ToHaveCountAsync(0);
        await TakeAsync(alex.Page, "inbox-dark");
        await alex.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });

        await alex.Screen.PressAsync("r");
        await Expect(alex.Screen.Composer.Locator(".edit")).ToBeFocusedAsync();
        await alex.Page.Keyboard.TypeAsync("Hi Claire,\n\nTuesday of week 12 is fine for the first two skids, and so are 45 days.");
        await TakeAsync(alex.Page, "composer");
        await alex.Screen.Composer.GetByRole(AriaRole.Button, new() { Name = "Close and keep" }).ClickAsync();
        await alex.Screen.SearchAsync("week 12");
        await TakeAsync(alex.Page, "search");

        await alex.Page.GotoAsync("/settings/mailboxes");
        await Expect(alex.Page.Locator(".mailboxcard")).ToBeVisibleAsync();
        await TakeAsync(alex.Page, "settings");
        await World.People.SetViewportSizeAsync(1440, 900);
        await World.People.GotoAsync("/admin");
        await Expect(World.People.Locator(".peopletable")).ToContainTextAsync("Sofia Marino");
        await TakeAsync(World.People, "people");

        await alex.Page.SetViewportSizeAsync(390, 844);
        await alex.Page.GotoAsync("/");
        await Expect(alex.Screen.Rows.First).ToBeVisibleAsync();
        await TakeAsync(alex.Page, "inbox-phone");
        await alex.Screen.OpenAsync(SalesMail.Opened);
        await Expect(alex.Screen.Reader.Locator(".frame[data-waiting]")).ToHaveCountAsync(0);
        await TakeAsync(alex.Page, "thread-phone");
        await alex.Page.SetViewportSizeAsync(1440, 1300);
        await Expect(alex.Screen.Reader.Locator(".frame[data-waiting]")).ToHaveCountAsync(0);
        await alex.Page.EvaluateAsync("() => document.activeElement?.blur()");
        await alex.Screen.Reader.ScreenshotAsync(new() { Path = Path.Combine(Folder!, "thread.png"), Animations = ScreenshotAnimations.Disabled });
    }

    private static BrowserNewContextOptions Size(int width, int height) => new()
    {
        ViewportSize = new ViewportSize { Width = width, Height = height },
        DeviceScaleFactor = 1.5f,
        ColorScheme = ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
    };

    private static async Task TakeAsync(IPage page, string name)
    {
        await page.WaitForFunctionAsync("() => document.fonts.ready.then(() => true)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }
}
