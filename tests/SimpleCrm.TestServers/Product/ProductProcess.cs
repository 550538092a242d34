using System.Globalization;
using System.Net;
using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.Product;

/// <summary>The built host as a process of its own, on a free port, with its data in a temporary folder.</summary>
public sealed class ProductProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("product");
    private readonly Dictionary<string, string> _environment;
    private readonly string _host;
    private string _before = "";
    private ChildProcess? _process;

    private ProductProcess(ProductOptions options)
    {
        Options = options;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port ?? LoopbackPorts.Reserve()}"));
        _host = RepositoryRoot.Combine("src", "SimpleCrm.Blazor", "bin", options.Configuration, "net10.0", "SimpleCrm.Blazor.dll");
        if (!File.Exists(_host)) throw new FileNotFoundException($"Build src/SimpleCrm.Blazor ({options.Configuration}) first.", _host);
        _environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = options.Environment,
            ["DOTNET_ENVIRONMENT"] = options.Environment,
            ["Urls"] = Address.ToString().TrimEnd('/'),
            ["DataDirectory"] = DataDirectory,
            ["Sandbox__Enabled"] = "false",
            ["Imap__AllowPrivateNetworks"] = "true",
            ["Imap__AllowUnencrypted"] = "true",
            ["Imap__AllowInvalidCertificates"] = options.AllowInvalidCertificates ? "true" : "false",
        };
        if (options.HasAdmin)
            (_environment["Setup__AdminEmail"], _environment["Setup__AdminPassword"]) = (options.AdminEmail, options.AdminPassword);
        if (options.TrustedRoots is { } roots) _environment["SSL_CERT_FILE"] = roots;
        foreach (var (key, value) in options.Settings) _environment[key] = value;
    }

    public ProductOptions Options { get; }

    public Uri Address { get; }

    /// <summary>Kept over restarts, deleted in the end.</summary>
    public string DataDirectory => _folder.Combine("data");

    /// <summary>Of the running process.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The product is not running.");

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>What all runs so far have printed.</summary>
    public string Output => _before + _process?.Output;

    /// <summary>Starts and returns once <c>/health/ready</c> says so.</summary>
    public static async Task<ProductProcess> StartAsync(ProductOptions? options = null)
    {
        var product = new ProductProcess(options ?? new ProductOptions());
        try
        {
            await product.StartAgainAsync();
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts after <see cref="KillAsync"/> or <see cref="StopAsync"/>, on the same data and port.</summary>
    public async Task StartAgainAsync()
    {
        if (IsRunning) throw new InvalidOperationException("The product is already running.");
        await ForgetAsync();
        var process = _process = new ChildProcess("dotnet", [_host], _environment, Path.GetDirectoryName(_host));
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        await Until.TrueAsync(
            async () => process.HasExited ? throw new InvalidOperationException($"The product ended.\n{process.Output}") : await IsReadyAsync(client),
            TimeSpan.FromMinutes(4),
            () => $"The product does not become ready.\n{process.Output}");
    }

    /// <summary>SIGKILL, and wait until it is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        process.KillNow();
        await process.KillAsync();
    }

    /// <summary>SIGTERM, and wait until it has ended in its own time.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process) await process.StopAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>SIGSTOP: the product keeps its connections and does nothing.</summary>
    public void Pause() => _process?.Pause();

    public void Resume() => _process?.Resume();

    /// <summary>A client of the HTTP API, signed in as the first admin or as somebody else.</summary>
    public async Task<ProductClient> SignInAsync(string? email = null, string? password = null)
    {
        var client = new ProductClient(Address);
        try
        {
            await client.SignInAsync(email ?? Options.AdminEmail, password ?? Options.AdminPassword);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await ForgetAsync();
        _folder.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/health/ready");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task ForgetAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        await process.DisposeAsync();
        _before += process.Output;
    }
}
