using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Product;
using Xunit;

namespace SimpleCrm.EndToEnd.Newcomer;

/// <summary>The product as a newcomer starts it: an empty database and the sandbox, whose customers are in a hurry.</summary>
public sealed partial class NewcomerWorld(World world) : IAsyncLifetime
{
    public ProductProcess Product { get; private set; } = null!;

    /// <summary>What the console says of signing in.</summary>
    public string Password => Said(PasswordLine());

    public async ValueTask InitializeAsync() => Product = await ProductProcess.StartAsync(new ProductOptions
    {
        HasAdmin = false,
        Settings = new Dictionary<string, string>
        {
            ["Sandbox__Enabled"] = "true",
            ["Sandbox__Port"] = LoopbackPorts.Reserve().ToString(CultureInfo.InvariantCulture),
            ["Sandbox__Pace"] = "00:00:12",
            ["Jobs__WebhookRenewal"] = "00:00:05",
            ["Logging__LogLevel__SimpleCrm"] = "Debug",
        },
    });

    /// <summary>A browser in which somebody of the team has signed in as the console says.</summary>
    public async Task<IPage> SignInAsync(string role, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 } };
        options.BaseURL = Product.Address.ToString();
        options.Locale = "en-GB";
        var context = await world.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(World.Patience);
        var page = await context.NewPageAsync();
        await World.SignInAsync(page, Address(role), Password);
        return page;
    }

    /// <summary>The first address that the console names for a role.</summary>
    public string Address(string role) => Said(new Regex($@"^ +{role} +(\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant));

    public async ValueTask DisposeAsync() => await Product.DisposeAsync();

    private string Said(Regex line)
    {
        var found = line.Match(Product.Output);
        Assert.True(found.Success, Product.Output);
        return found.Groups[1].Value.Trim();
    }

    [GeneratedRegex(@"with the password: (.+)")]
    private static partial Regex PasswordLine();
}
