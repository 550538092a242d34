using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SimpleCrm.Sandbox.Demo;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sandbox.State;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>The sandbox as a part of the product's process: up before the product is asked anything, its mail kept from one run to the next.</summary>
internal sealed class SandboxService(IOptions<SandboxOptions> options, IConfiguration configuration, IHostEnvironment environment, DemoWorkspace workspace) : IHostedLifecycleService
{
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private SandboxServer? _server;
    private Correspondence? _correspondence;
    private SandboxFile? _file;
    private Task _keeping = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _server = await SandboxServer.StartAsync(options.Value.Port, TimeProvider.System, cancellationToken);
        }
        // Somebody was quicker than we are since the port was looked at.
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            Console.Error.WriteLine(SandboxHosting.TakenPort(options.Value.Port));
            return;
        }
        if (configuration["Gmail:WebhookAddress"] is { Length: > 0 } webhook)
            _server.Google.Push.Subscribe(SandboxSettings.Topic, new PushSubscription(new Uri(webhook), configuration["Gmail:PushAudience"] is { Length: > 0 } audience ? audience : webhook, SandboxSettings.ServiceAccount));
        var cast = DemoCast.Create();
        DemoAccounts.Open(_server, cast);
        _file = new SandboxFile(Path.Combine(Path.GetFullPath(configuration["DataDirectory"] ?? "data"), "sandbox.json"));
        if (!_file.TryRestore(_server))
            DemoAccounts.Fill(_server, cast);
        _correspondence = new Correspondence(_server, cast, options.Value.Pace);
        // Passwords that everybody can read are for a developer's machine only.
        if (environment.IsDevelopment())
            await workspace.CreateAsync(cast, _server.Time.GetUtcNow(), RedirectUri, cancellationToken);
        _file.Keep(_server);
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            return;
        _correspondence!.Start();
        _keeping = KeepAsync();
        Console.WriteLine();
        if (environment.IsDevelopment() && await workspace.IsThereAsync(cancellationToken))
        {
            Console.WriteLine($"  The sales team of {DemoCast.Company} is here, and its customers write. Sign in at {new Uri(RedirectUri, "/")} as");
            foreach (var member in DemoCast.Team)
                Console.WriteLine($"    {member.Role.ToString().ToLowerInvariant(),-8} {member.Address}");
            Console.WriteLine($"  with the password: {DemoCast.Password}");
        }
        Console.WriteLine($"  Google and Microsoft are simulated at {_server.Address}; nothing leaves this machine. Sandbox:Enabled=false turns that off.");
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Last of all, so that what the product does while it stops is still answered and kept.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _keeping;
        _stopping.Dispose();
        if (_server is null)
            return;
        _correspondence?.Dispose();
        _file?.Keep(_server);
        await _server.DisposeAsync();
    }

    private Uri RedirectUri => new(SandboxHosting.ProductAddress(configuration["Urls"]) ?? new Uri("http://localhost:5080"), "/api/email/callback");

    private async Task KeepAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(KeepEvery, TimeProvider.System);
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                _file!.Keep(_server!);
        }
        catch (OperationCanceledException)
        {
            // The product stops.
        }
    }
}
