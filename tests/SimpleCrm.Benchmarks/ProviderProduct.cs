using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sandbox.Hosting;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.Benchmarks;

/// <summary>The product as a process of its own, with both simulated providers in this one.</summary>
internal sealed class ProviderProduct : IAsyncDisposable
{
    private ProviderProduct(SandboxServer sandbox, ProductProcess process, ProductClient client) => (Sandbox, Process, Client) = (sandbox, process, client);

    public SandboxServer Sandbox { get; }

    public ProductProcess Process { get; }

    public ProductClient Client { get; }

    public static async Task<ProviderProduct> StartAsync()
    {
        var port = LoopbackPorts.Reserve();
        var address = new Uri($"http://127.0.0.1:{port}");
        var webhook = new Uri(address, "/api/email/webhooks/gmail");
        var sandbox = await SandboxServer.StartAsync(0, TimeProvider.System, CancellationToken.None);
        sandbox.Google.Push.Subscribe(SandboxSettings.Topic, new PushSubscription(webhook, webhook.AbsoluteUri, SandboxSettings.ServiceAccount));
        var process = await ProductProcess.StartAsync(new ProductOptions
        {
            Port = port,
            Settings = SandboxSettings.Gmail(sandbox.Address, address).Concat(SandboxSettings.Outlook(sandbox.Address, address))
                .ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value ?? ""),
        });
        return new ProviderProduct(sandbox, process, await process.SignInAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
