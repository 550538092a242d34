using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Access;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;

namespace SimpleCrm.Database.Mappings;

internal sealed class MailboxMapping : IEntityTypeConfiguration<Mailbox>
{
    public void Configure(EntityTypeBuilder<Mailbox> mailbox)
    {
        mailbox.Property(m => m.Id).ValueGeneratedNever();
        mailbox.Property(m => m.Address).HasMaxLength(320);
        mailbox.Property(m => m.DisplayName).HasMaxLength(200);
        mailbox.Property(m => m.UserName).HasMaxLength(320);
        mailbox.Property(m => m.ProblemDetail).HasMaxLength(500);
        mailbox.Property(m => m.ContactsCursor).HasMaxLength(4000);
        mailbox.ComplexProperty(m => m.Imap, Server);
        mailbox.ComplexProperty(m => m.Smtp, Server);
        mailbox.HasIndex(m => m.OwnerId);
        mailbox.HasIndex(m => m.SearchPartition).IsUnique().HasFilter("\"SearchPartition\" > 0");
        mailbox.HasOne<User>().WithMany().HasForeignKey(m => m.OwnerId).OnDelete(DeleteBehavior.Restrict);

        static void Server(ComplexPropertyBuilder<ServerSettings> server) => server.Property(s => s.Host).HasMaxLength(255);
    }
}

internal sealed class QuarantinedItemMapping : IEntityTypeConfiguration<QuarantinedItem>
{
    public void Configure(EntityTypeBuilder<QuarantinedItem> item)
    {
        item.Property(q => q.Id).ValueGeneratedNever();
        item.Property(q => q.RemoteId).HasMaxLength(200);
        item.Property(q => q.Reason).HasMaxLength(200);
        item.HasIndex(q => new { q.FolderId, q.RemoteId }).IsUnique();
        item.HasIndex(q => new { q.MailboxId, q.NextTryAt });
    }
}

internal sealed class PendingOperationMapping : IEntityTypeConfiguration<PendingOperation>
{
    public void Configure(EntityTypeBuilder<PendingOperation> operation)
    {
        operation.Property(o => o.Id).ValueGeneratedNever();
        operation.Property(o => o.Error).HasMaxLength(500);
        operation.HasIndex(o => new { o.MailboxId, o.State, o.NextTryAt });
        operation.HasIndex(o => o.EmailId);
        operation.HasIndex(o => o.ActId);
    }
}

internal sealed class OutgoingEmailMapping : IEntityTypeConfiguration<OutgoingEmail>
{
    public void Configure(EntityTypeBuilder<OutgoingEmail> outgoing)
    {
        outgoing.Property(o => o.Id).ValueGeneratedNever();
        outgoing.Property(o => o.State).IsConcurrencyToken();
        outgoing.Property(o => o.MessageId).HasMaxLength(300);
        outgoing.Property(o => o.RemoteId).HasMaxLength(200);
        outgoing.Property(o => o.Subject).HasMaxLength(1000);
        outgoing.Property(o => o.ServerReply).HasMaxLength(1000);
        outgoing.Property(o => o.IdempotencyKey).HasMaxLength(200);
        outgoing.Property(o => o.RequestHash).HasMaxLength(32);
        outgoing.Property(o => o.ScheduledZone).HasMaxLength(100);
        outgoing.HasIndex(o => new { o.State, o.DueAt });
        outgoing.HasIndex(o => new { o.MailboxId, o.SubmittedAt }).HasFilter("\"SubmittedAt\" IS NOT NULL");
        outgoing.HasIndex(o => new { o.UserId, o.State, o.Id });
        outgoing.HasIndex(o => new { o.MailboxId, o.MessageId }).IsUnique();
        outgoing.HasIndex(o => new { o.UserId, o.IdempotencyKey }).IsUnique().HasFilter("\"IdempotencyKey\" IS NOT NULL");
    }
}

internal sealed class OutgoingContentMapping : IEntityTypeConfiguration<OutgoingContent>
{
    public void Configure(EntityTypeBuilder<OutgoingContent> content)
    {
        content.HasKey(c => c.OutgoingEmailId);
        content.Property(c => c.OutgoingEmailId).ValueGeneratedNever();
    }
}

internal sealed class SignatureMapping : IEntityTypeConfiguration<Signature>
{
    public void Configure(EntityTypeBuilder<Signature> signature)
    {
        signature.Property(s => s.Id).ValueGeneratedNever();
        signature.Property(s => s.Name).HasMaxLength(Signatures.NameLength);
        signature.HasIndex(s => s.MailboxId);
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.Property(d => d.Id).ValueGeneratedNever();
        draft.Property(d => d.Key).HasMaxLength(36);
        draft.Property(d => d.State).IsConcurrencyToken();
        draft.Property(d => d.UploadIds).HasMaxLength(4000);
        draft.Property(d => d.MessageId).HasMaxLength(300);
        draft.Property(d => d.RemoteId).HasMaxLength(400);
        draft.HasIndex(d => new { d.UserId, d.Key }).IsUnique();
        draft.HasIndex(d => new { d.UserId, d.State, d.SavedAt });
        draft.HasIndex(d => d.FileAt);
        draft.HasIndex(d => new { d.MailboxId, d.MessageId });
        draft.HasIndex(d => d.OutgoingId).HasFilter("\"OutgoingId\" IS NOT NULL");
    }
}

internal sealed class DraftShareMapping : IEntityTypeConfiguration<DraftShare>
{
    public void Configure(EntityTypeBuilder<DraftShare> share)
    {
        share.HasKey(s => new { s.DraftId, s.UserId });
        share.HasIndex(s => s.UserId);
        share.HasOne<Draft>().WithMany().HasForeignKey(s => s.DraftId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SuppressedAddressMapping : IEntityTypeConfiguration<SuppressedAddress>
{
    public void Configure(EntityTypeBuilder<SuppressedAddress> suppressed)
    {
        suppressed.Property(s => s.Id).ValueGeneratedNever();
        suppressed.Property(s => s.Address).HasMaxLength(320);
        suppressed.Property(s => s.Reason).HasMaxLength(300);
        suppressed.HasIndex(s => s.Address).IsUnique();
    }
}
