using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database.Mappings;

// Only Mailbox → Folder cascades at the database; everything below a mailbox is deleted in batches by the disconnect,
// so no row has two cascade paths.
internal sealed class MailFolderMapping : IEntityTypeConfiguration<MailFolder>
{
    public void Configure(EntityTypeBuilder<MailFolder> folder)
    {
        folder.Property(f => f.Id).ValueGeneratedNever();
        folder.Property(f => f.RemoteId).HasMaxLength(700);
        folder.Property(f => f.Name).HasMaxLength(300);
        folder.Property(f => f.Identity).HasMaxLength(200);
        folder.HasIndex(f => new { f.MailboxId, f.RemoteId }).IsUnique();
        folder.Property(f => f.ThreadCount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        folder.Property(f => f.UnreadThreadCount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        folder.HasOne<Mailbox>().WithMany().HasForeignKey(f => f.MailboxId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EmailMapping : IEntityTypeConfiguration<Email>
{
    public void Configure(EntityTypeBuilder<Email> email)
    {
        email.Property(e => e.Id).ValueGeneratedNever();
        email.Property(e => e.ExternalId).HasMaxLength(200);
        email.Property(e => e.MessageId).HasMaxLength(998);
        email.Property(e => e.IdentityHash).HasMaxLength(32);
        email.Property(e => e.FromAddress).HasMaxLength(320);
        email.Property(e => e.FromName).HasMaxLength(300);
        email.Property(e => e.Subject).HasMaxLength(1000);
        email.Property(e => e.Snippet).HasMaxLength(300);
        email.Property(e => e.InReplyTo).HasMaxLength(998);
        email.Property(e => e.ListId).HasMaxLength(300);
        email.Property(e => e.Warnings).HasMaxLength(300);
        email.Property(e => e.Categories).HasMaxLength(1000);
        email.HasIndex(e => new { e.MailboxId, e.IdentityHash });
        email.HasIndex(e => new { e.MailboxId, e.ExternalId }).HasFilter("\"ExternalId\" IS NOT NULL");
        email.HasIndex(e => new { e.ThreadId, e.SortAt });
        email.HasIndex(e => new { e.MailboxId, e.SortAt });
        email.HasIndex(e => e.OutgoingEmailId).HasFilter("\"OutgoingEmailId\" IS NOT NULL");
        email.HasIndex(e => e.SortAt, "IX_Emails_Unindexed").HasFilter("\"IsUnindexed\"");
        email.HasIndex(e => e.Report, "IX_Emails_WaitingReports").HasFilter("\"Report\" = 1");
        email.HasIndex(e => e.SearchKey).IsUnique().HasFilter("\"SearchKey\" IS NOT NULL");
        email.HasIndex(e => new { e.MailboxId, e.SortAt }, "IX_Emails_Unread").HasFilter("NOT \"IsRead\"");
        email.HasIndex(e => new { e.MailboxId, e.SortAt }, "IX_Emails_Starred").HasFilter("\"IsStarred\"");
        email.HasIndex(e => e.ThreadId, "IX_Emails_Protected").HasFilter("\"IsProtected\"");
        email.HasIndex(e => new { e.MailboxId, e.OrphanedAt }).HasFilter("\"OrphanedAt\" IS NOT NULL");
    }
}

internal sealed class EmailBodyMapping : IEntityTypeConfiguration<EmailBody>
{
    public void Configure(EntityTypeBuilder<EmailBody> body)
    {
        body.HasKey(b => b.EmailId);
        body.Property(b => b.EmailId).ValueGeneratedNever();
    }
}

internal sealed class EmailMeetingMapping : IEntityTypeConfiguration<EmailMeeting>
{
    public void Configure(EntityTypeBuilder<EmailMeeting> meeting)
    {
        meeting.HasKey(m => m.EmailId);
        meeting.Property(m => m.EmailId).ValueGeneratedNever();
        meeting.Property(m => m.Uid).HasMaxLength(EmailMeeting.UidLength);
        meeting.Property(m => m.UidHash).HasMaxLength(32);
        meeting.Property(m => m.RecurrenceId).HasMaxLength(100);
        meeting.Property(m => m.Title).HasMaxLength(EmailMeeting.TitleLength);
        meeting.Property(m => m.Location).HasMaxLength(EmailMeeting.TitleLength);
        meeting.Property(m => m.OrganizerAddress).HasMaxLength(320);
        meeting.Property(m => m.OrganizerName).HasMaxLength(EmailMeeting.TitleLength);
        // Whoever deletes an email, its meeting goes with it.
        meeting.HasOne<Email>().WithOne().HasForeignKey<EmailMeeting>(m => m.EmailId).OnDelete(DeleteBehavior.Cascade);
        meeting.HasIndex(m => new { m.MailboxId, m.UidHash });
    }
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.Property(a => a.Id).ValueGeneratedNever();
        attachment.Property(a => a.ExternalId).HasMaxLength(500);
        attachment.Property(a => a.FileName).HasMaxLength(300);
        attachment.Property(a => a.MimeType).HasMaxLength(200);
        attachment.Property(a => a.ContentId).HasMaxLength(500);
        attachment.Property(a => a.TransferEncoding).HasMaxLength(40);
        attachment.HasIndex(a => a.EmailId);
    }
}

internal sealed class PlacementMapping : IEntityTypeConfiguration<Placement>
{
    public void Configure(EntityTypeBuilder<Placement> placement)
    {
        placement.Property(p => p.Id).ValueGeneratedNever();
        placement.Property(p => p.RemoteId).HasMaxLength(200);
        placement.HasIndex(p => new { p.FolderId, p.RemoteId }).IsUnique();
        placement.HasIndex(p => p.EmailId);
    }
}

internal sealed class EmailThreadMapping : IEntityTypeConfiguration<EmailThread>
{
    public void Configure(EntityTypeBuilder<EmailThread> thread)
    {
        thread.Property(t => t.Id).ValueGeneratedNever();
        thread.Property(t => t.ExternalId).HasMaxLength(200);
        thread.Property(t => t.Subject).HasMaxLength(1000);
        thread.Property(t => t.Snippet).HasMaxLength(300);
        thread.HasIndex(t => new { t.MailboxId, t.LastAt });
        thread.HasIndex(t => new { t.MailboxId, t.ExternalId }).HasFilter("\"ExternalId\" IS NOT NULL");
        thread.HasIndex(t => new { t.MailboxId, t.LastAt }, "IX_Threads_Starred").HasFilter("\"IsStarred\"");
        thread.HasIndex(t => new { t.MailboxId, t.SnoozedUntil }).HasFilter("\"SnoozedUntil\" IS NOT NULL");
        thread.HasIndex(t => new { t.MailboxId, t.ReminderDueAt }).HasFilter("\"ReminderDueAt\" IS NOT NULL");
        thread.HasIndex(t => new { t.MailboxId, t.RemindAt }).HasFilter("\"RemindAt\" IS NOT NULL");
    }
}

internal sealed class ThreadPlacementMapping : IEntityTypeConfiguration<ThreadPlacement>
{
    public void Configure(EntityTypeBuilder<ThreadPlacement> placement)
    {
        placement.HasKey(p => new { p.FolderId, p.ThreadId });
        placement.HasIndex(p => new { p.FolderId, p.LastAt, p.ThreadId });
        placement.HasIndex(p => new { p.FolderId, p.LastAt, p.ThreadId }, "IX_ThreadPlacements_Unread").HasFilter("\"UnreadCount\" > 0");
        placement.HasIndex(p => new { p.FolderId, p.Focus, p.LastAt, p.ThreadId }).HasFilter("\"Focus\" IS NOT NULL");
        placement.HasIndex(p => p.ThreadId);
    }
}

internal sealed class ThreadReferenceMapping : IEntityTypeConfiguration<ThreadReference>
{
    public void Configure(EntityTypeBuilder<ThreadReference> reference)
    {
        reference.Property(r => r.MessageIdHash).HasMaxLength(16);
        reference.HasKey(r => new { r.MailboxId, r.MessageIdHash });
        reference.HasIndex(r => r.ThreadId);
    }
}

internal sealed class RemoteImageConsentMapping : IEntityTypeConfiguration<RemoteImageConsent>
{
    public void Configure(EntityTypeBuilder<RemoteImageConsent> consent)
    {
        consent.Property(c => c.Id).ValueGeneratedNever();
        consent.Property(c => c.SenderAddress).HasMaxLength(320);
        consent.HasIndex(c => new { c.UserId, c.SenderAddress });
        consent.HasIndex(c => new { c.UserId, c.EmailId });
    }
}
