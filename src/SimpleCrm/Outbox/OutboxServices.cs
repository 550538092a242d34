using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Database;

namespace SimpleCrm.Outbox;

internal static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<SentPlaces>();
        services.AddSingleton<OutboxStates>();
        services.AddSingleton<OutgoingContents>();
        services.AddSingleton<AttachmentUploads>();
        services.AddSingleton<ForwardedFiles>();
        services.AddSingleton<Correspondents>();
        services.AddSingleton<Signatures>();
        services.AddSingleton<OutgoingFiles>();
        services.AddSingleton<OriginalEmails>();
        services.AddSingleton<Preparation>();
        services.AddOptions<SendingOptions>().BindConfiguration(SendingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OutgoingRemoval>();
        services.AddSingleton<SendGate>();
        services.AddSingleton<Suppressions>();
        services.AddSingleton<OutgoingChoices>();
        services.AddSingleton(provider => new ReplyStart(
            provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), provider.GetRequiredService<OriginalEmails>(), provider.GetRequiredService<Mail.SignedUrls>()));
        services.AddSingleton(provider => new EmailSending(
            provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), provider.GetRequiredService<Preparation>(),
            provider.GetRequiredService<OutboxStates>(), provider.GetRequiredService<OutgoingChoices>(), provider.GetRequiredService<OutboxSignal>()));
        services.AddSingleton<DraftSignal>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<ForeignDrafts>();
        services.AddSingleton<DraftMessages>();
        services.AddSingleton<DraftFiling>();
        services.AddSingleton<DraftWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<DraftWorker>());
        services.AddSingleton(provider => new Drafts(
            provider.GetRequiredService<DraftStore>(), provider.GetRequiredService<AttachmentUploads>(), provider.GetRequiredService<ForeignDrafts>(), provider.GetRequiredService<DraftSignal>()));
        services.AddSingleton(provider => new DraftSending(provider.GetRequiredService<DraftStore>(), provider.GetRequiredService<EmailSending>()));
        services.AddSingleton(provider => new DraftSharing(provider.GetRequiredService<DraftStore>(), provider.GetRequiredService<LiveUpdates.LiveFeed>()));
        services.AddSingleton(provider => new SharedDrafts(
            provider.GetRequiredService<DraftStore>(), provider.GetRequiredService<AttachmentUploads>(), provider.GetRequiredService<DraftSignal>(), provider.GetRequiredService<LiveUpdates.LiveFeed>()));
        services.AddSingleton<DeliveryReports>();
        services.AddSingleton<Submission>();
        services.AddSingleton<SentFiling>();
        services.AddSingleton<OutboxTidying>();
        services.AddSingleton<OutboxSteps>();
        services.AddHostedService<OutboxWorker>();
        return services;
    }
}
