using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.MailProviders.Discovery;
using SimpleCrm.MailProviders.Gmail;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.MailProviders.OAuth;
using SimpleCrm.MailProviders.Outlook;
using SimpleCrm.MailProviders.Smtp;
using SimpleCrm.MailProviders.Webhooks;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders;

/// <summary>Adds the providers of mail accounts to a host.</summary>
public static class MailProviderServices
{
    /// <summary>Registers every provider as an <see cref="IEmailProvider"/>.</summary>
    public static IServiceCollection AddMailProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ImapOptions>().Bind(configuration.GetSection(ImapOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ImapOptions>, ImapOptionsCheck>();
        services.AddSingleton<MailDialer>();
        services.AddSingleton<ImapConnector>();
        services.AddSingleton<SmtpConnector>();
        services.AddSingleton<SmtpSubmission>();
        services.AddSingleton<InboxWatch>();
        services.AddSingleton<IEmailProvider, ImapProvider>();
        services.AddSingleton<IEmailProvider, OutlookProvider>();
        services.AddGmail(configuration);
        services.AddSingleton<OAuthClient>();
        services.AddSingleton<IConsentProvider, GmailConsent>();
        services.AddSingleton<IConsentProvider, OutlookConsent>();
        services.AddSingleton<GoogleKeys>();
        services.AddSingleton<IWebhookReader, GmailPush>();
        services.AddSingleton<IWebhookReader, OutlookNotifications>();
        services.AddSingleton<SafeHttp>(provider => new SafeHttp(provider.GetRequiredService<MailDialer>(), provider.GetRequiredService<IOptions<ImapOptions>>()));
        services.AddSingleton(_ => new DomainRecords());
        services.AddSingleton<ServerDiscovery>();
        services.AddSingleton<DiscoverServers>(provider => provider.GetRequiredService<ServerDiscovery>().DiscoverAsync);
        return services;
    }

    private static void AddGmail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GmailQuotaOptions>().Bind(configuration.GetSection(GmailQuotaOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GmailQuotaOptions>, GmailQuotaOptionsCheck>();
        services.AddSingleton<UnitBudgets>();
        services.AddSingleton<GmailConnector>();
        services.AddSingleton<IEmailProvider>(provider =>
        {
            var settings = provider.GetRequiredService<MailProviderSettings>();
            return new GmailProvider(provider.GetRequiredService<GmailConnector>(), async token => (await settings.FindAsync(MailProvider.Gmail, token)).Topic);
        });
    }

    private sealed class GmailQuotaOptionsCheck : IValidateOptions<GmailQuotaOptions>
    {
        public ValidateOptionsResult Validate(string? name, GmailQuotaOptions options) =>
            options.FindFault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }

    private sealed class ImapOptionsCheck : IValidateOptions<ImapOptions>
    {
        public ValidateOptionsResult Validate(string? name, ImapOptions options) =>
            options.FindFault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
