using Microsoft.Playwright;
using SimpleCrm.TestServers;

namespace SimpleCrm.Benchmarks;

/// <summary>The product's page in Chromium, with a clock inside the page.</summary>
internal sealed class ProductPage : IAsyncDisposable
{
    // Waits in the page itself, so that the time of asking from outside is not counted; two frames later it is painted.
    private const string Clock = """
        window.painted = (start, isThere) => new Promise(resolve => {
          const look = () => {
            if (!isThere()) return false;
            observer.disconnect();
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now() - start())));
            return true;
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
          look();
        });
        window.keyAt = 0;
        addEventListener('keydown', event => { window.keyAt = performance.timeOrigin + event.timeStamp; }, true);
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;

    private ProductPage(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, _page) = (playwright, browser, page);

    public static async Task<ProductPage> OpenAsync(Product product)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments });
        var page = await browser.NewPageAsync(new() { BaseURL = product.Address.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.AddInitScriptAsync(Clock);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync(product.Options.AdminEmail);
        await page.GetByLabel("Password").FillAsync(product.Options.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Locator(".list .row[data-id]").First.WaitForAsync();
        return new ProductPage(playwright, browser, page);
    }

    /// <summary>Begins to wait for a row with this subject.</summary>
    /// <returns>The moment it was painted, in milliseconds since 1970.</returns>
    public Task<double> RowAsync(string subject) =>
        _page.EvaluateAsync<double>("subject => painted(() => 0, () => [...document.querySelectorAll('.list .row[data-id]')].some(row => row.innerText.includes(subject)))", subject);

    /// <summary>From the key to the next thread's painted text, in milliseconds.</summary>
    public async Task<double> OpenNextAsync()
    {
        var before = await _page.EvaluateAsync<string>("() => document.querySelector('section.read iframe')?.src ?? ''");
        var painted = _page.EvaluateAsync<double>("before => painted(() => keyAt, () => { const frame = document.querySelector('section.read iframe'); return frame && frame.src && frame.src !== before && !document.querySelector('section.read .frame[data-waiting]'); })", before);
        await _page.Keyboard.PressAsync("j");
        await _page.Keyboard.PressAsync("Enter");
        return await painted;
    }

    /// <summary>From the last key of <c>g t</c> or <c>g i</c> to the painted list, in milliseconds.</summary>
    public async Task<double> GoAsync(string key, string title)
    {
        var painted = _page.EvaluateAsync<double>("title => painted(() => keyAt, () => document.querySelector('.list')?.getAttribute('aria-label') === title && document.querySelectorAll('.list .row[data-id]').length > 10)", title);
        await _page.Keyboard.PressAsync("g");
        await _page.Keyboard.PressAsync(key);
        return await painted;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
