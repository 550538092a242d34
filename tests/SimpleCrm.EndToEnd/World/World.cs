using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Postfix;
using SimpleCrm.TestServers.Product;
using Xunit;

namespace SimpleCrm.EndToEnd;

/// <summary>Everything the tests share: mail servers, the product and the browser, started once.</summary>
public sealed class World : IAsyncLifetime
{
    /// <summary>How long anything may take before it counts as not happening, in milliseconds.</summary>
    public const int Patience = 60_000;

    private IPlaywright _playwright = null!;
    private IBrowserContext _office = null!;
    private int _joined;

    public DovecotServer Dovecot { get; private set; } = null!;

    public PostfixServer Postfix { get; private set; } = null!;

    public ProductProcess Product { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The admin's page about people.</summary>
    public IPage People { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var product = ProductProcess.StartAsync();
        var browser = LaunchAsync();
        Dovecot = await DovecotServer.StartAsync();
        Postfix = await PostfixServer.StartAsync(Dovecot, new PostfixOptions { MessageSizeLimit = 50_000_000 });
        Product = await product;
        Browser = await browser;
        _office = await OpenContextAsync();
        People = await _office.NewPageAsync();
        await SignInAsync(People, Product.Options.AdminEmail, Product.Options.AdminPassword);
    }

    /// <summary>A browser that knows nobody yet.</summary>
    public async Task<IBrowserContext> OpenContextAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 } };
        options.BaseURL = Product.Address.ToString();
        options.Locale = "en-GB";
        options.TimezoneId = "Europe/Berlin";
        var context = await Browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/sign-in"));
    }

    /// <summary>Makes an invitation as the admin does, and returns its link.</summary>
    public async Task<string> InviteAsync(string email)
    {
        await People.GotoAsync("/admin");
        await People.Locator("#invite-email").FillAsync(email);
        await People.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        return await People.GetByLabel("Invitation link").InputValueAsync();
    }

    /// <summary>A new person, signed in, without a mailbox. The address they sign in with is nobody's mailbox.</summary>
    /// <param name="mail">Their account at the mail server, by whose address they then sign in; null makes one.</param>
    public async Task<Person> JoinAsync(string name, BrowserNewContextOptions? options = null, DovecotUser? mail = null)
    {
        var first = name.Split(' ')[0].ToLowerInvariant();
        var email = mail?.Address ?? $"{first}{Interlocked.Increment(ref _joined)}@office.test";
        var link = await InviteAsync(email);
        var context = await OpenContextAsync(options);
        var page = await context.NewPageAsync();
        await page.GotoAsync(link);
        await page.GetByLabel("Your name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(Person.Secret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/join/"));
        return new Person(this, name, email, context, page, await Product.SignInAsync(email, Person.Secret)) { Mail = mail ?? Dovecot.AddUser(first) };
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (Product is not null) await Product.DisposeAsync();
        if (Postfix is not null) await Postfix.DisposeAsync();
        if (Dovecot is not null) await Dovecot.DisposeAsync();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments });
    }
}
