using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;

namespace SimpleCrm;

/// <summary>Adds the product's capabilities to a host.</summary>
public static class SimpleCrmServices
{
    /// <summary>Registers everything but the mail providers and the screens.</summary>
    public static IServiceCollection AddSimpleCrm(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SimpleCrmOptions>().Bind(configuration).ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddDatabase();
        services.AddSingleton(provider => KeyRing.Open(Path.Combine(
            Path.GetFullPath(provider.GetRequiredService<IOptions<SimpleCrmOptions>>().Value.DataDirectory), "keys.json")));
        services.AddSingleton<Vault>();
        services.AddSingleton<LiveFeed>();
        services.AddMailboxes();
        services.AddSync();
        services.AddReading();
        services.AddOutbox();
        services.AddSingleton<Monitoring.DatabaseReachability>();
        services.AddAccess(configuration);
        return services;
    }

    /// <summary>Brings the database up to date and creates the configured first admin. Call it before the host starts.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await DatabaseServices.MigrateAsync(services, cancellationToken);
        await services.GetRequiredService<FirstAdmin>().CreateFromConfigurationAsync(cancellationToken);
    }
}
