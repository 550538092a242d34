using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

internal static class SyncServices
{
    /// <summary>The engine, what people do to mail, and the loops that keep both going.</summary>
    public static IServiceCollection AddSync(this IServiceCollection services)
    {
        services.AddSyncEngine();
        services.AddHostedService<SyncLoop>();
        services.AddHostedService<MailboxWatchers>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookJudgement>();
        services.AddSingleton<WebhookWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookWorker>());
        services.AddSingleton(provider => new WebhookUpkeep(
            provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), provider.GetRequiredService<MailboxSessions>(), provider.GetRequiredService<WebhookSecrets>(),
            provider.GetRequiredService<MailProviderSettings>(), provider.GetRequiredService<ILogger<WebhookUpkeep>>()));
        return services;
    }

    /// <summary>The same without the loops: whoever registers it answers the knocks.</summary>
    public static IServiceCollection AddSyncEngine(this IServiceCollection services)
    {
        services.AddSingleton<MailboxSecrets>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton(provider => new MailboxSessions(
            provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), provider.GetRequiredService<MailboxSecrets>(), provider.GetRequiredService<AccessTokens>(),
            provider.GetServices<IEmailProvider>()));
        services.AddSingleton<MailboxKnocks>();
        services.AddSingleton<MailboxHealth>();
        services.AddSingleton<MailActions>();
        services.AddSingleton<SyncSchedule>();
        services.AddSingleton<KeptSessions>();
        services.AddSingleton<Intake>();
        services.AddSingleton<IntakePreparation>();
        services.AddSingleton<KnownEmails>();
        services.AddSingleton<PageFetching>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<FolderSync>();
        services.AddSingleton<FolderUpkeep>();
        services.AddSingleton<RoundEnd>();
        services.AddSingleton<AuditRepair>();
        services.AddSingleton<SyncRound>();
        services.AddSingleton<OperationCommands>();
        services.AddSingleton<WriteBack>();
        services.AddSingleton(provider => new SyncEngine(
            provider.GetRequiredService<KeptSessions>(), provider.GetRequiredService<SyncRound>(), provider.GetRequiredService<WriteBack>(),
            provider.GetRequiredService<MailboxHealth>(), provider.GetRequiredService<MailboxKnocks>()));
        return services;
    }
}
