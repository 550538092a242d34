using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.CustomFields;

namespace SimpleCrm.Database.Mappings;

internal sealed class CustomFieldMapping : IEntityTypeConfiguration<CustomField>
{
    public void Configure(EntityTypeBuilder<CustomField> field)
    {
        field.Property(f => f.Id).ValueGeneratedNever();
        field.Property(f => f.Key).HasMaxLength(CustomField.KeyLength);
        field.Property(f => f.Name).HasMaxLength(CustomField.NameLength);
        field.HasIndex(f => new { f.Kind, f.Key }).IsUnique();
    }
}

internal sealed class CustomFieldValueMapping : IEntityTypeConfiguration<CustomFieldValue>
{
    public void Configure(EntityTypeBuilder<CustomFieldValue> value)
    {
        value.HasKey(v => new { v.RecordId, v.FieldId });
        value.Property(v => v.SortKey).HasMaxLength(CustomFieldValue.SortKeyLength);
        value.HasIndex(v => new { v.FieldId, v.SortKey, v.RecordId });
        value.HasOne<CustomField>().WithMany().HasForeignKey(v => v.FieldId).OnDelete(DeleteBehavior.Cascade);
    }
}
