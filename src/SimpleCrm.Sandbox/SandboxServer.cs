using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox;

/// <summary>Simulated Google and Microsoft on one loopback port, each below its own path: <c>/google</c> and <c>/microsoft</c>.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SandboxServer(WebApplication app, TimeProvider time)
    {
        _app = app;
        Time = time;
        Tokens = new SandboxTokens(time);
        Microsoft = new MicrosoftSandbox(time, Tokens, Faults);
    }

    public TimeProvider Time { get; }
    public SandboxTokens Tokens { get; }
    public SandboxFaults Faults { get; } = new();
    public MicrosoftSandbox Microsoft { get; }

    /// <summary>Without a slash at the end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts to listen on 127.0.0.1.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="time">The clock of tokens, subscriptions and mail.</param>
    public static async Task<SandboxServer> StartAsync(int port, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var server = new SandboxServer(app, time);
        server.Microsoft.Map(app);
        await app.StartAsync(cancellationToken);
        server.Address = new Uri(app.Urls.First());
        server.Microsoft.BaseAddress = server.Address.GetLeftPart(UriPartial.Authority);
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
