using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Mailboxes;
using SimpleCrm.Monitoring;
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

internal sealed class MailboxContactMapping : IEntityTypeConfiguration<MailboxContact>
{
    public void Configure(EntityTypeBuilder<MailboxContact> contact)
    {
        contact.Property(c => c.Id).ValueGeneratedNever();
        contact.Property(c => c.RemoteId).HasMaxLength(320);
        contact.Property(c => c.Name).HasMaxLength(300);
        contact.Property(c => c.Company).HasMaxLength(300);
        contact.Property(c => c.JobTitle).HasMaxLength(300);
        contact.Property(c => c.Phones).HasMaxLength(500);
        contact.HasIndex(c => new { c.MailboxId, c.RemoteId }).IsUnique();
        contact.HasIndex(c => new { c.MailboxId, c.Name });
        contact.HasMany(c => c.Addresses).WithOne().HasForeignKey(a => a.ContactId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MailboxContactAddressMapping : IEntityTypeConfiguration<MailboxContactAddress>
{
    public void Configure(EntityTypeBuilder<MailboxContactAddress> address)
    {
        address.HasKey(a => new { a.ContactId, a.Position });
        address.Property(a => a.Address).HasMaxLength(320);
        address.HasIndex(a => new { a.MailboxId, a.Address });
    }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Job).HasMaxLength(100);
        run.Property(r => r.Failure).HasMaxLength(200);
        run.HasIndex(r => new { r.Job, r.Id });
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
