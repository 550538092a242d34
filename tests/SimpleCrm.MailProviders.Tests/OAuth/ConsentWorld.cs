using System.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.MailProviders.Tests.Mailboxes;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.OAuth;

/// <summary>The product without its loops, an authorization server, and a clock that only tests move.</summary>
internal sealed class ConsentWorld : IAsyncDisposable
{
    public const string RedirectUri = "https://crm.example/api/email/callback";

    public const string Browser = "the-secret-of-a-browser";

    private ConsentWorld(AuthorizationServer server) => Server = server;

    public AuthorizationServer Server { get; }
    public AccountWorld Product { get; private set; } = null!;
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    public PushingProvider Gmail { get; } = new(MailProvider.Gmail);
    public PushingProvider Outlook { get; } = new(MailProvider.Outlook);
    public ConsentConnecting Consents => Product.Get<ConsentConnecting>();
    public AccessTokens Tokens => Product.Get<AccessTokens>();

    public static async Task<ConsentWorld> CreateAsync(Action<Dictionary<string, string?>>? settings = null)
    {
        var world = new ConsentWorld(await AuthorizationServer.StartAsync());
        var values = world.Server.Settings;
        settings?.Invoke(values);
        world.Product = await AccountWorld.CreateAsync(values, services =>
        {
            services.AddSingleton<TimeProvider>(world.Time);
            services.RemoveAll<IEmailProvider>();
            services.AddSingleton<IEmailProvider>(world.Gmail);
            services.AddSingleton<IEmailProvider>(world.Outlook);
        });
        return world;
    }

    /// <summary>Begins a consent and answers the parameters of its address.</summary>
    public async Task<System.Collections.Specialized.NameValueCollection> StartAsync(MailProvider provider = MailProvider.Gmail)
    {
        var url = await Consents.StartAsync(Product.Ada, provider, RedirectUri, Browser, null, CancellationToken.None) ?? throw new InvalidOperationException("not configured");
        return HttpUtility.ParseQueryString(url.Query);
    }

    /// <summary>An answer that comes by the browser in which all consents here begin.</summary>
    public static ConsentAnswer Answer(string? state, string? code, string? issuer, string? error) => new(state, code, issuer, error) { Browser = Browser };

    /// <summary>Goes the whole way for Ada.</summary>
    public async Task<long> ConnectAsync(MailProvider provider = MailProvider.Gmail)
    {
        var query = await StartAsync(provider);
        var result = await Consents.FinishAsync(Product.Ada, ConsentWorld.Answer(query["state"], "code", null, null), CancellationToken.None);
        return result.MailboxId ?? throw new InvalidOperationException(result.Outcome.ToString());
    }

    public async Task<Mailbox> MailboxAsync(long id)
    {
        await using var db = await Product.OpenAsync();
        return await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Server.DisposeAsync();
    }
}
