using System.Globalization;
using Microsoft.Playwright;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Postfix;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd;

/// <summary>Somebody who works with the product: their browser, their mailbox at the server, their programs.</summary>
public sealed class Person(World world, string name, string email, IBrowserContext context, IPage page, ProductClient api) : IAsyncDisposable
{
    public const string Secret = "Four unrelated words 7";

    private readonly List<string> _scriptErrors = Watch(page);

    public string Name => name;

    /// <summary>The address they sign in with.</summary>
    public string Email => email;

    public IBrowserContext Context => context;

    public IPage Page => page;

    public MailScreen Screen { get; } = new(page);

    public ProductClient Api => api;

    /// <summary>The account at the mail server.</summary>
    public required DovecotUser Mail { get; init; }

    public string MailboxId { get; private set; } = "";

    /// <summary>What went wrong in the page's scripts.</summary>
    public IReadOnlyList<string> ScriptErrors => _scriptErrors;

    /// <summary>Connects the mailbox, waits until it is live, and opens the Inbox.</summary>
    /// <param name="sending">The server it sends through; the shared one when left out.</param>
    public async Task<Person> ConnectAsync(PostfixServer? sending = null)
    {
        var connection = ImapConnection.To(world.Dovecot, sending ?? world.Postfix, Mail) with { DisplayName = name };
        MailboxId = await api.ConnectAsync(connection);
        await api.StatusAsync(MailboxId, status => status.State == "active");
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".sync .state")).ToHaveTextAsync("live");
        return this;
    }

    public Task ReceiveAsync(Letter letter) => world.Dovecot.DeliverAsync(Mail, letter.ToBytes(Mail.Address));

    /// <summary>Puts a letter into the mailbox as if it had come earlier.</summary>
    public void Keep(Letter letter, string folder = "INBOX", string flags = "") =>
        world.Dovecot.AppendRaw(Mail, folder, letter.ToBytes(Mail.Address), letter.Date, flags);

    /// <summary>Another mail program of the same person.</summary>
    public Task<OtherClient> OpenOtherClientAsync() => OtherClient.OpenAsync(world.Dovecot, Mail);

    /// <summary>A picture of the page, for the failure of a test.</summary>
    public async Task<string> PictureAsync(string test)
    {
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"simplecrm-{test}-{name.Split(' ')[0]}.png"));
        await page.ScreenshotAsync(new() { Path = file, Timeout = 10_000 });
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await context.DisposeAsync();
    }

    private static List<string> Watch(IPage page)
    {
        var errors = new List<string>();
        page.PageError += (_, error) => { lock (errors) errors.Add(error); };
        return errors;
    }
}
