using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>Runs the sandbox beside the product and points the product's configuration at it.</summary>
public static class SandboxHosting
{
    /// <summary>
    /// Adds the sandbox where it is enabled. Its settings come first in the list of sources, so that every other source wins; a provider for
    /// which a client id is configured already is left alone.
    /// </summary>
    public static void AddSandbox(this WebApplicationBuilder builder)
    {
        Insert(builder.Configuration, new() { [$"{SandboxOptions.Section}:Enabled"] = builder.Environment.IsDevelopment() ? "true" : "false" });
        builder.Services.AddOptions<SandboxOptions>().Bind(builder.Configuration.GetSection(SandboxOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SandboxOptions>, SandboxOptionsCheck>();
        var options = builder.Configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>()!;
        // The check says what is wrong at the start.
        if (!options.Enabled || options.FindFault() is not null)
            return;
        if (!IsFree(options.Port))
        {
            Console.Error.WriteLine(TakenPort(options.Port));
            return;
        }
        var product = ProductAddress(builder.Configuration["Urls"]);
        Insert(builder.Configuration, SandboxSettings.For(builder.Configuration, options.Port, product));
        builder.Services.AddSingleton<DemoViewers>();
        builder.Services.AddSingleton<DemoTeam>();
        builder.Services.AddSingleton<DemoMailboxes>();
        builder.Services.AddSingleton<DemoSales>();
        builder.Services.AddSingleton<DemoRecords>();
        builder.Services.AddSingleton<DemoWorkspace>();
        builder.Services.AddHostedService<SandboxService>();
    }

    internal static string TakenPort(int port) =>
        $"The sandbox did not start: port {port} is taken by another program. Stop that one, or set {SandboxOptions.Section}:Port to a free port. The product runs without it.";

    /// <summary>Where this machine reaches the product without TLS; null when nowhere.</summary>
    internal static Uri? ProductAddress(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var binding = BindingAddress.Parse(url);
            if (binding is not { Scheme: "http", Port: > 0 })
                continue;
            var isLoopback = binding.Host == "localhost" || IPAddress.TryParse(binding.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
            // What listens everywhere listens here, too.
            return new Uri($"http://{(isLoopback ? binding.Host : "127.0.0.1")}:{binding.Port}");
        }
        return null;
    }

    private static void Insert(ConfigurationManager configuration, Dictionary<string, string?> settings) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private sealed class SandboxOptionsCheck : IValidateOptions<SandboxOptions>
    {
        public ValidateOptionsResult Validate(string? name, SandboxOptions options) =>
            options.FindFault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
