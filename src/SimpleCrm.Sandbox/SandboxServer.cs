using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox;

/// <summary>Simulated Google and Microsoft on one loopback port, each below its own path: <c>/google</c> and <c>/microsoft</c>.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FaultMiddleware _faultMiddleware;

    private SandboxServer(WebApplication app, TimeProvider time)
    {
        _app = app;
        Time = time;
        Tokens = new SandboxTokens(time);
        _faultMiddleware = new FaultMiddleware(Faults);
        GoogleAccounts = new OAuthServer(OAuthBehaviour.Google, this);
        MicrosoftAccounts = new OAuthServer(OAuthBehaviour.Microsoft, this);
        Google = new GoogleSandbox(this);
        Microsoft = new MicrosoftSandbox(time, Tokens, Faults);
    }

    public TimeProvider Time { get; }
    public SandboxTokens Tokens { get; }
    public SandboxFaults Faults { get; } = new();

    /// <summary>Google's authorization server.</summary>
    public OAuthServer GoogleAccounts { get; }

    /// <summary>Microsoft's authorization server.</summary>
    public OAuthServer MicrosoftAccounts { get; }

    /// <summary>Gmail, People and Pub/Sub.</summary>
    public GoogleSandbox Google { get; }

    /// <summary>Microsoft Graph.</summary>
    public MicrosoftSandbox Microsoft { get; }

    /// <summary>
    /// Told the path of each call when it arrives, and again, with true, when its answer is about to leave; on the thread that serves it. For tests.
    /// </summary>
    public Action<string, bool>? Passing { get; set; }

    /// <summary>Without a slash at the end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts to listen on 127.0.0.1.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="time">The clock of tokens, subscriptions and mail.</param>
    public static async Task<SandboxServer> StartAsync(int port, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 160 * 1024 * 1024;
            kestrel.AllowSynchronousIO = false;
        });
        var app = builder.Build();
        var server = new SandboxServer(app, time);
        app.Use((http, next) => server.WatchAsync(http, next));
        app.Use((http, next) => MicrosoftSandbox.JudgesFaultsOf(http.Request.Path) ? next(http) : server._faultMiddleware.InvokeAsync(http, () => next(http)));
        server.GoogleAccounts.Map(app);
        server.MicrosoftAccounts.Map(app);
        server.Google.Map(app, server._faultMiddleware);
        server.Microsoft.Map(app);
        await app.StartAsync(cancellationToken);
        server.Address = new Uri(app.Urls.First());
        server.Microsoft.BaseAddress = server.Address.GetLeftPart(UriPartial.Authority);
        return server;
    }

    private Task WatchAsync(HttpContext http, RequestDelegate next)
    {
        if (Passing is { } passing)
        {
            var path = http.Request.Path.Value ?? "";
            passing(path, false);
            http.Response.OnStarting(() =>
            {
                passing(path, true);
                return Task.CompletedTask;
            });
        }
        return next(http);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Google.DisposeAsync();
        Microsoft.Dispose();
        GoogleAccounts.Dispose();
        MicrosoftAccounts.Dispose();
    }
}
