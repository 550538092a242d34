using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Contacts;
using SimpleCrm.Merging;

namespace SimpleCrm.Database.Mappings;

internal sealed class RecordMergeMapping : IEntityTypeConfiguration<RecordMerge>
{
    public void Configure(EntityTypeBuilder<RecordMerge> merge)
    {
        merge.Property(m => m.Id).ValueGeneratedNever();
        merge.Property(m => m.MergedName).HasMaxLength(CrmRecord.NameLength);
        merge.HasIndex(m => new { m.Kind, m.SurvivorId });
    }
}

internal sealed class MergedRowMapping : IEntityTypeConfiguration<MergedRow>
{
    public void Configure(EntityTypeBuilder<MergedRow> row)
    {
        row.HasKey(r => new { r.MergeId, r.Kind, r.RowId });
    }
}

internal sealed class DistinctRecordsMapping : IEntityTypeConfiguration<DistinctRecords>
{
    public void Configure(EntityTypeBuilder<DistinctRecords> pair)
    {
        pair.HasKey(p => new { p.Kind, p.FirstId, p.SecondId });
    }
}
