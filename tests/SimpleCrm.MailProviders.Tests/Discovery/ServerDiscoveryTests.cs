using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.MailProviders.Discovery;
using SimpleCrm.TestServers.Certificates;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Discovery;

/// <summary>Discovery against a web server and a name server on this machine; nothing else can be reached.</summary>
public class ServerDiscoveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ada@gmail.com", "imap.gmail.com", "smtp.gmail.com")]
    [InlineData("ada@GMX.de", "imap.gmx.net", "mail.gmx.net")]
    [InlineData("ada@icloud.com", "imap.mail.me.com", "smtp.mail.me.com")]
    [InlineData("ada@yandex.ru", "imap.yandex.com", "smtp.yandex.com")]
    public async Task Well_known_provider_needs_no_network(string address, string imap, string smtp)
    {
        await using var web = new World();
        var found = await web.Discovery().DiscoverAsync(address, Token);
        Assert.Equal((imap, smtp, DiscoverySource.KnownProvider), (found!.Imap.Host, found.Smtp.Host, found.Source));
        Assert.Empty(web.Asked);
        Assert.Equal(address.Contains("gmx", StringComparison.OrdinalIgnoreCase), found.Advice is null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("ada@localhost")]
    [InlineData("ada@127.0.0.1")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("ada@x y.example")]
    [InlineData("Ada <ada@northwind.example>")]
    public async Task What_is_no_address_is_not_looked_for(string address)
    {
        await using var web = new World();
        Assert.Null(await web.Discovery().DiscoverAsync(address, Token));
        Assert.Empty(web.Asked);
    }

    [Theory]
    [InlineData("autoconfig.northwind.example", "/mail/config-v1.1.xml", DiscoverySource.Autoconfig)]
    [InlineData("northwind.example", "/.well-known/autoconfig/mail/config-v1.1.xml", DiscoverySource.Autoconfig)]
    [InlineData("autoconfig.thunderbird.net", "/v1.1/northwind.example", DiscoverySource.Ispdb)]
    public async Task Published_settings_are_found(string host, string path, DiscoverySource source)
    {
        await using var web = new World();
        await web.ServeAsync(context => context.Request.Host.Host == host && context.Request.Path == path ? Xml(context) : NotFound(context));
        var found = await web.Discovery().DiscoverAsync("ada@northwind.example", Token);
        Assert.Equal(("imap.northwind.example", "ada", source), (found!.Imap.Host, found.UserName, found.Source));
    }

    [Fact]
    public async Task Surest_answer_wins_over_the_fastest()
    {
        await using var web = new World();
        var others = new TaskCompletionSource();
        await web.ServeAsync(async context =>
        {
            var isSurest = context.Request.Host.Host == "autoconfig.northwind.example";
            if (isSurest)
                await others.Task.WaitAsync(context.RequestAborted);
            await Xml(context, context.Request.Host.Host.Replace(".northwind.example", "", StringComparison.Ordinal));
            if (!isSurest)
                context.Response.OnCompleted(() =>
                {
                    others.TrySetResult();
                    return Task.CompletedTask;
                });
        });
        var found = await web.Discovery().DiscoverAsync("ada@northwind.example", Token);
        Assert.Equal("autoconfig.northwind.example", found!.Imap.Host);
    }

    [Fact]
    public async Task Redirect_into_the_own_network_is_not_followed()
    {
        await using var web = new World();
        await web.ServeAsync(context =>
        {
            context.Response.Redirect(context.Request.Host.Host switch
            {
                "autoconfig.northwind.example" => "https://secret.internal.example/config.xml",
                "northwind.example" => "http://northwind.example/plain.xml",
                _ => "https://169.254.169.254/latest/meta-data",
            });
            return Task.CompletedTask;
        });
        var found = await web.Discovery().DiscoverAsync("ada@northwind.example", Token);
        Assert.Equal(DiscoverySource.Guess, found!.Source);
        Assert.Equal(["autoconfig.northwind.example", "autoconfig.thunderbird.net", "northwind.example"], web.Asked.Order());
    }

    [Fact]
    public async Task Endless_redirects_and_huge_answers_are_given_up()
    {
        await using var web = new World();
        await web.ServeAsync(async context =>
        {
            if (context.Request.Host.Host == "northwind.example")
                await context.Response.WriteAsync(new string('x', 1_000_000), Token);
            else
                context.Response.Redirect("https://" + context.Request.Host.Host + "/again" + context.Request.Path);
        });
        Assert.Equal(DiscoverySource.Guess, (await web.Discovery().DiscoverAsync("ada@northwind.example", Token))!.Source);
    }

    [Fact]
    public async Task Service_records_are_found()
    {
        await using var web = new World();
        using var names = new NameServer((name, type) => (name, type) switch
        {
            ("_imaps._tcp.northwind.example", NameServer.Srv) => [NameServer.Service(10, 0, 993, "second.northwind.example"), NameServer.Service(5, 1, 1993, "mail.northwind.example")],
            ("_submissions._tcp.northwind.example", NameServer.Srv) => [NameServer.Service(0, 0, 0, "")],
            ("_submission._tcp.northwind.example", NameServer.Srv) => [NameServer.Service(0, 0, 587, "mail.northwind.example")],
            _ => [],
        });
        var found = await web.Discovery(names).DiscoverAsync("ada@northwind.example", Token);
        Assert.Equal(DiscoverySource.ServiceRecords, found!.Source);
        Assert.Equal(new ServerSettings { Host = "mail.northwind.example", Port = 1993, Security = ConnectionSecurity.Tls }, found.Imap);
        Assert.Equal(new ServerSettings { Host = "mail.northwind.example", Port = 587, Security = ConnectionSecurity.StartTls }, found.Smtp);
    }

    [Theory]
    [InlineData("northwind-example.mail.protection.outlook.com", "outlook.office365.com")]
    [InlineData("aspmx.l.google.com", "imap.gmail.com")]
    [InlineData("in1-smtp.messagingengine.com", "imap.fastmail.com")]
    public async Task Own_domain_at_a_well_known_provider_is_recognised_by_its_exchanger(string exchanger, string imap)
    {
        await using var web = new World();
        using var names = new NameServer((name, type) => type == NameServer.Mx && name == "northwind.example" ? [NameServer.Exchanger(10, exchanger)] : []);
        var found = await web.Discovery(names).DiscoverAsync("ada@northwind.example", Token);
        Assert.Equal((imap, DiscoverySource.MailExchanger), (found!.Imap.Host, found.Source));
    }

    [Fact]
    public async Task Exchanger_of_a_hosting_company_leads_to_its_published_settings()
    {
        await using var web = new World();
        await web.ServeAsync(context => context.Request.Path == "/v1.1/hoster.example" ? Xml(context) : NotFound(context));
        using var names = new NameServer((name, type) => type == NameServer.Mx && name == "northwind.example" ? [NameServer.Exchanger(10, "mx7.in.hoster.example")] : []);
        Assert.Equal(DiscoverySource.MailExchanger, (await web.Discovery(names).DiscoverAsync("ada@northwind.example", Token))!.Source);
    }

    [Fact]
    public async Task Silent_network_ends_in_a_guess_within_seconds()
    {
        await using var web = new World { Silent = true };
        using var names = new NameServer((_, _) => null);
        var search = web.Discovery(names).DiscoverAsync("ada@northwind.example", Token);
        var found = await search.WaitAsync(TimeSpan.FromSeconds(15), Token);
        Assert.Equal(DiscoverySource.Guess, found!.Source);
        Assert.Equal(("imap.northwind.example", 993, "smtp.northwind.example", 465), (found.Imap.Host, found.Imap.Port, found.Smtp.Host, found.Smtp.Port));
    }

    private static Task Xml(HttpContext context, string? host = null) => context.Response.WriteAsync(
        host is null ? AutoconfigDocumentTests.Good : AutoconfigDocumentTests.Good.Replace("imap.%EMAILDOMAIN%", host + ".northwind.example", StringComparison.Ordinal), Token);

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    /// <summary>A web server for every public name, and names that lead to it as if it were elsewhere.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly List<string> _asked = [];
        private WebApplication? _web;
        private int _port;

        public bool Silent { get; init; }

        public List<string> Asked
        {
            get
            {
                lock (_asked)
                    return [.. _asked.Distinct()];
            }
        }

        public async Task ServeAsync(RequestDelegate answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(CertificateAuthority.Shared.Issue(CertificateKind.Good))));
            _web = builder.Build();
            _web.Run(context =>
            {
                lock (_asked)
                    _asked.Add(context.Request.Host.Host);
                return answer(context);
            });
            await _web.StartAsync();
            _port = new Uri(_web.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        }

        public ServerDiscovery Discovery(NameServer? names = null)
        {
            var options = Options.Create(new ImapOptions { AllowInvalidCertificates = true });
            // Names are public; what is called internal is not. The guard sees the address, then the door to this machine is opened.
            var guarded = new MailDialer(options, TimeProvider.System)
            {
                Resolve = (name, _) => Task.FromResult<IPAddress[]>([IPAddress.TryParse(name, out var literal) ? literal
                    : name.Contains("internal", StringComparison.Ordinal) ? IPAddress.Parse("10.0.0.1") : IPAddress.Parse("203.0.114.1")]),
            };
            var http = new SafeHttp(async (host, port, token) =>
            {
                var addresses = await guarded.Resolve(host, token);
                if (!addresses.All(AddressGuard.IsPublic))
                    return await guarded.DialAsync(host, port, token);
                if (Silent)
                    await Task.Delay(Timeout.Infinite, token);
                if (_web is null)
                    throw new SocketException((int)SocketError.ConnectionRefused);
                var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port, token);
                return client.GetStream();
            }, options);
            // The guess must not leave this machine: every name is private for it.
            var probing = new MailDialer(options, TimeProvider.System) { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]) };
            return new ServerDiscovery(http, new DomainRecords(names?.EndPoint ?? new IPEndPoint(IPAddress.Loopback, 1)), probing, TimeProvider.System);
        }

        public async ValueTask DisposeAsync()
        {
            if (_web is not null)
                await _web.DisposeAsync();
        }
    }
}
