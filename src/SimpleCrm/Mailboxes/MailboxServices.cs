using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

internal static class MailboxServices
{
    /// <summary>Registers connecting and caring for mailboxes. The host's mail providers add <see cref="DiscoverServers"/>.</summary>
    public static void AddMailboxes(this IServiceCollection services)
    {
        services.TryAddSingleton<MailboxKnocks>();
        services.TryAddSingleton<MailboxHealth>();
        services.AddSingleton<ProgressRates>();
        services.AddSingleton<MailboxStatuses>();
        services.AddSingleton<AccountConnecting>();
        services.AddSingleton<MailboxSwitches>();
        services.AddSingleton<MailboxRemoval>();
        services.AddHostedService(provider => provider.GetRequiredService<MailboxRemoval>());
        // Its constructor is internal, so that only this method can make one.
        services.AddSingleton(provider => new MailboxAccounts(
            provider.GetRequiredService<DiscoverServers>(), provider.GetRequiredService<AccountConnecting>(),
            provider.GetRequiredService<MailboxSwitches>(), provider.GetRequiredService<MailboxStatuses>()));
    }
}
