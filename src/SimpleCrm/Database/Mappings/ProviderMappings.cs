using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Database.Mappings;

internal sealed class StoredProviderSettingsMapping : IEntityTypeConfiguration<StoredProviderSettings>
{
    public void Configure(EntityTypeBuilder<StoredProviderSettings> settings)
    {
        settings.HasKey(s => s.Provider);
        settings.Property(s => s.Provider).ValueGeneratedNever();
        settings.Property(s => s.ClientId).HasMaxLength(300);
        settings.Property(s => s.WebhookAddress).HasMaxLength(500);
        settings.Property(s => s.Topic).HasMaxLength(300);
        settings.Property(s => s.PushServiceAccount).HasMaxLength(320);
    }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.Property(d => d.Id).ValueGeneratedNever();
        delivery.Property(d => d.Authorization).HasMaxLength(WebhookDelivery.MaxAuthorization);
    }
}

internal sealed class WebhookSubscriptionMapping : IEntityTypeConfiguration<WebhookSubscriptionRow>
{
    public void Configure(EntityTypeBuilder<WebhookSubscriptionRow> subscription)
    {
        subscription.HasKey(s => s.MailboxId);
        subscription.Property(s => s.MailboxId).ValueGeneratedNever();
        subscription.Property(s => s.SubscriptionId).HasMaxLength(300);
        subscription.Property(s => s.Address).HasMaxLength(500);
        subscription.HasIndex(s => s.SubscriptionId);
        subscription.HasOne<Mailbox>().WithOne().HasForeignKey<WebhookSubscriptionRow>(s => s.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ConsentRequestMapping : IEntityTypeConfiguration<ConsentRequest>
{
    public void Configure(EntityTypeBuilder<ConsentRequest> request)
    {
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.StateHash).HasMaxLength(32);
        request.Property(r => r.RedirectUri).HasMaxLength(500);
        request.HasIndex(r => r.StateHash).IsUnique();
        request.HasIndex(r => r.UserId);
    }
}
