using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Importing;

namespace SimpleCrm.Database.Mappings;

internal sealed class RecordImportMapping : IEntityTypeConfiguration<RecordImport>
{
    public void Configure(EntityTypeBuilder<RecordImport> import)
    {
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.FileName).HasMaxLength(200);
        import.Property(i => i.Encoding).HasMaxLength(40);
        import.Property(i => i.Separator).HasMaxLength(4);
        import.Property(i => i.ColumnsKey).HasMaxLength(64);
        import.HasIndex(i => new { i.UserId, i.Kind, i.ColumnsKey });
        import.HasIndex(i => i.State);
    }
}

internal sealed class ImportRowMapping : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> row)
    {
        row.HasKey(r => new { r.ImportId, r.Number });
        row.Property(r => r.Error).HasMaxLength(ImportRow.ErrorLength);
        row.HasIndex(r => new { r.ImportId, r.Outcome });
    }
}
