using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SimpleCrm.Database;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.Tests.Moving;

/// <summary>A database that cannot be used is said plainly, by the key that is wrong and without its password.</summary>
public sealed class DatabaseStartTests
{
    private const string Password = "Tr0ub4dor";

    [Fact]
    public async Task An_unknown_provider_is_refused_by_its_key()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("Oracle", null));

        Assert.Contains("Database:Provider must be Sqlite, SqlServer or PostgreSql.", refusal.Failures);
    }

    [Theory]
    [InlineData("PostgreSql", null)]
    [InlineData("SqlServer", null)]
    [InlineData("PostgreSql", $"Host=127.0.0.1;Pasword={Password}")]
    [InlineData("PostgreSql", $"Host=127.0.0.1;Password=a;{Password}=b")]
    [InlineData("SqlServer", $"Server=127.0.0.1;Password=a;{Password}=b")]
    [InlineData("Sqlite", $"Data Source=x;{Password}=b")]
    [InlineData("PostgreSql", $"Host=127.0.0.1;Port=1;Timeout=3;Database=simplecrm;Username=crm;Password={Password}")]
    [InlineData("Sqlite", "Data Source=/proc/nowhere/all.db")]
    public async Task A_missing_wrong_or_unreachable_database_names_the_key_and_not_the_password(string provider, string? connectionString)
    {
        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => StartAsync(provider, connectionString));

        Assert.Contains("ConnectionStrings:SimpleCrm", refusal.Message);
        Assert.DoesNotContain(Password, refusal.Message);
    }

    [Theory]
    [InlineData("Database:CommandTimeout", "00:00:01")]
    [InlineData("Database:Retries", "11")]
    [InlineData("Database:PoolSize", "1")]
    public async Task A_setting_out_of_range_is_named(string key, string value)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("Sqlite", null, (key, value)));

        Assert.Contains(refusal.Failures, f => f.StartsWith(key, StringComparison.Ordinal));
    }

    private static async Task StartAsync(string provider, string? connectionString, params (string Key, string Value)[] more)
    {
        using var folder = new TemporaryFolder("start");
        var settings = new Dictionary<string, string?> { ["DataDirectory"] = folder.Path, ["Database:Provider"] = provider, ["Database:Retries"] = "0", ["ConnectionStrings:SimpleCrm"] = connectionString };
        foreach (var (key, value) in more)
            settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSimpleCrm(configuration).BuildServiceProvider();
        await SimpleCrmServices.MigrateAsync(services, TestContext.Current.CancellationToken);
    }
}
