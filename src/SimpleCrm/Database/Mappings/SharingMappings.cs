using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Comments;
using SimpleCrm.Notifications;
using SimpleCrm.Sharing;

namespace SimpleCrm.Database.Mappings;

internal sealed class WorkspaceShareSettingsMapping : IEntityTypeConfiguration<WorkspaceShareSettings>
{
    public void Configure(EntityTypeBuilder<WorkspaceShareSettings> settings) => settings.Property(s => s.Id).ValueGeneratedNever();
}

internal sealed class ThreadShareMapping : IEntityTypeConfiguration<ThreadShare>
{
    public void Configure(EntityTypeBuilder<ThreadShare> share)
    {
        share.HasKey(s => s.ThreadId);
        share.Property(s => s.ThreadId).ValueGeneratedNever();
        share.HasIndex(s => s.MailboxId);
    }
}

internal sealed class ThreadGrantMapping : IEntityTypeConfiguration<ThreadGrant>
{
    public void Configure(EntityTypeBuilder<ThreadGrant> grant)
    {
        grant.HasKey(g => new { g.UserId, g.ThreadId });
        grant.HasIndex(g => g.ThreadId);
    }
}

internal sealed class RecordShareMapping : IEntityTypeConfiguration<RecordShare>
{
    public void Configure(EntityTypeBuilder<RecordShare> share)
    {
        share.HasKey(s => new { s.RecordId, s.Kind });
    }
}

internal sealed class ProtectedSenderMapping : IEntityTypeConfiguration<ProtectedSender>
{
    public void Configure(EntityTypeBuilder<ProtectedSender> sender)
    {
        sender.Property(s => s.Id).ValueGeneratedNever();
        sender.Property(s => s.Value).HasMaxLength(320);
        sender.HasIndex(s => s.UserId);
    }
}

internal sealed class AccessRequestMapping : IEntityTypeConfiguration<AccessRequest>
{
    public void Configure(EntityTypeBuilder<AccessRequest> request)
    {
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Note).HasMaxLength(AccessRequest.NoteLength);
        request.HasIndex(r => new { r.OwnerId, r.State });
        request.HasIndex(r => r.ThreadId);
    }
}

internal sealed class ThreadCommentMapping : IEntityTypeConfiguration<ThreadComment>
{
    public void Configure(EntityTypeBuilder<ThreadComment> comment)
    {
        comment.Property(c => c.Id).ValueGeneratedNever();
        comment.Property(c => c.Text).HasMaxLength(ThreadComment.TextLength);
        comment.Property(c => c.Mentions).HasMaxLength(1000);
        comment.HasIndex(c => new { c.ThreadId, c.Id });
    }
}

internal sealed class ThreadFollowMapping : IEntityTypeConfiguration<ThreadFollow>
{
    public void Configure(EntityTypeBuilder<ThreadFollow> follow) => follow.HasKey(f => new { f.ThreadId, f.UserId });
}

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.Property(n => n.Id).ValueGeneratedNever();
        notification.Property(n => n.Figures).HasMaxLength(500);
        notification.Property(n => n.Key).HasMaxLength(Notification.KeyLength);
        notification.HasIndex(n => new { n.UserId, n.Id });
        notification.HasIndex(n => n.ThreadId);
        notification.HasIndex(n => new { n.UserId, n.Key }).IsUnique().HasFilter("\"Key\" IS NOT NULL");
        notification.HasIndex(n => n.UserId, "IX_Notifications_Unread").HasFilter("\"ReadAt\" IS NULL");
    }
}

internal sealed class NotificationSettingsMapping : IEntityTypeConfiguration<NotificationSettings>
{
    public void Configure(EntityTypeBuilder<NotificationSettings> settings)
    {
        settings.HasKey(s => s.UserId);
        settings.Property(s => s.UserId).ValueGeneratedNever();
    }
}
