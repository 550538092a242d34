using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

internal static class MailboxServices
{
    /// <summary>Registers connecting and caring for mailboxes. The host's mail providers add <see cref="DiscoverServers"/>.</summary>
    public static void AddMailboxes(this IServiceCollection services)
    {
        services.TryAddSingleton<MailboxKnocks>();
        services.TryAddSingleton<MailboxHealth>();
        services.AddSingleton<ConsentRequests>();
        services.AddSingleton<ConsentStore>();
        services.AddSingleton<MailProviderSettings>();
        services.AddSingleton(provider => new ConsentConnecting(
            provider.GetRequiredService<ConsentRequests>(), provider.GetRequiredService<ConsentStore>(), provider.GetRequiredService<MailProviderSettings>(),
            provider.GetServices<IConsentProvider>(), provider.GetRequiredService<ILogger<ConsentConnecting>>()));
        services.AddSingleton(provider => new TokenUpkeep(
            provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), provider.GetRequiredService<AccessTokens>(), provider.GetRequiredService<MailboxHealth>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TokenUpkeep>>()));
        services.AddSingleton(provider => new ContactSync(
            provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), provider.GetRequiredService<MailboxSessions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ContactSync>>()));
        services.AddSingleton<ProgressRates>();
        services.AddSingleton<MailboxStatuses>();
        services.AddSingleton<AccountConnecting>();
        services.AddSingleton<MailboxSwitches>();
        services.AddSingleton<MailboxSharing>();
        services.AddSingleton<ConsentEnding>();
        services.AddSingleton<MailboxDisconnecting>();
        services.AddSingleton<MailboxRemoval>();
        services.AddHostedService(provider => provider.GetRequiredService<MailboxRemoval>());
        // Its constructor is internal, so that only this method can make one.
        services.AddSingleton(provider => new MailboxAccounts(
            provider.GetRequiredService<DiscoverServers>(), provider.GetRequiredService<AccountConnecting>(),
            provider.GetRequiredService<MailboxSwitches>(), provider.GetRequiredService<MailboxDisconnecting>(), provider.GetRequiredService<MailboxStatuses>()));
    }
}
