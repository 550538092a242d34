using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Tagging;

namespace SimpleCrm.Database.Mappings;

internal sealed class TagMapping : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> tag)
    {
        tag.Property(t => t.Id).ValueGeneratedNever();
        tag.Property(t => t.Name).HasMaxLength(Tag.NameLength);
        tag.HasIndex(t => t.Name).IsUnique();
    }
}

internal sealed class RecordTagMapping : IEntityTypeConfiguration<RecordTag>
{
    public void Configure(EntityTypeBuilder<RecordTag> tag)
    {
        tag.HasKey(t => new { t.TagId, t.Kind, t.RecordId });
        tag.HasIndex(t => new { t.Kind, t.RecordId });
        tag.HasOne<Tag>().WithMany().HasForeignKey(t => t.TagId);
    }
}
