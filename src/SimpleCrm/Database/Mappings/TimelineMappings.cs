using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Links;
using SimpleCrm.Suggestions;
using SimpleCrm.Timeline;

namespace SimpleCrm.Database.Mappings;

// No foreign keys: what belongs to an email goes with it in the transaction that deletes it, and records keep their rows.
internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> activity)
    {
        activity.Property(a => a.Id).ValueGeneratedNever();
        activity.Property(a => a.Subject).HasMaxLength(Activity.SubjectLength);
        activity.Property(a => a.Version).IsConcurrencyToken();
        activity.HasIndex(a => new { a.UserId, a.OccurredAt, a.Id });
        activity.HasIndex(a => new { a.UserId, a.DueAt }).HasFilter("\"DueAt\" IS NOT NULL");
    }
}

internal sealed class RecordLinkMapping : IEntityTypeConfiguration<RecordLink>
{
    public void Configure(EntityTypeBuilder<RecordLink> link)
    {
        link.HasKey(l => new { l.ActivityId, l.Kind, l.RecordId });
        link.Property(l => l.Evidence).HasMaxLength(320);
        link.HasIndex(l => new { l.Kind, l.RecordId, l.OccurredAt, l.ActivityId });
    }
}

internal sealed class ThreadLinkMapping : IEntityTypeConfiguration<ThreadLink>
{
    public void Configure(EntityTypeBuilder<ThreadLink> link)
    {
        link.Property(l => l.Id).ValueGeneratedNever();
        link.HasIndex(l => l.ThreadId);
    }
}

internal sealed class LinkLessonMapping : IEntityTypeConfiguration<LinkLesson>
{
    public void Configure(EntityTypeBuilder<LinkLesson> lesson)
    {
        lesson.Property(l => l.Id).ValueGeneratedNever();
        lesson.Property(l => l.AddressKey).HasMaxLength(320);
        lesson.HasIndex(l => l.AddressKey);
    }
}

internal sealed class BlockedSenderMapping : IEntityTypeConfiguration<BlockedSender>
{
    public void Configure(EntityTypeBuilder<BlockedSender> sender)
    {
        sender.Property(s => s.Id).ValueGeneratedNever();
        sender.Property(s => s.Value).HasMaxLength(320);
        sender.HasIndex(s => new { s.UserId, s.Value }).IsUnique();
    }
}
