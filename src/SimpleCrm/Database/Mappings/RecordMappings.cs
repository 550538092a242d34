using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;

namespace SimpleCrm.Database.Mappings;

internal static class RecordMapping
{
    // Those that are not deleted, in the three orders of their lists.
    public static void ConfigureRecord<T>(this EntityTypeBuilder<T> record) where T : CrmRecord
    {
        record.Property(r => r.Id).ValueGeneratedNever();
        record.Property(r => r.Name).HasMaxLength(CrmRecord.NameLength);
        record.Property(r => r.SortName).HasMaxLength(CrmRecord.NameLength);
        record.Property(r => r.Tags).HasMaxLength(900);
        record.Property(r => r.Words).HasMaxLength(CrmRecord.WordsLength);
        record.Property(r => r.Version).IsConcurrencyToken();
        record.HasIndex(r => new { r.SortName, r.Id });
        record.HasIndex(r => new { r.UpdatedAt, r.Id });
        record.HasIndex(r => r.OwnerId);
        record.HasIndex(r => r.MergedIntoId);
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> contact)
    {
        contact.ConfigureRecord();
        contact.Property(c => c.JobTitle).HasMaxLength(200);
        contact.Property(c => c.Phones).HasMaxLength(700);
        contact.HasIndex(c => c.CompanyId);
        contact.HasMany(c => c.Addresses).WithOne().HasForeignKey(a => a.ContactId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ContactAddressMapping : IEntityTypeConfiguration<ContactAddress>
{
    public void Configure(EntityTypeBuilder<ContactAddress> address)
    {
        address.HasKey(a => new { a.ContactId, a.Position });
        address.Property(a => a.Address).HasMaxLength(320);
        address.Property(a => a.Key).HasMaxLength(320);
        address.HasIndex(a => a.Address);
        address.HasIndex(a => a.Key);
        address.HasIndex(a => a.ContactId, "IX_ContactAddresses_Unmatched").HasFilter("\"IsUnmatched\"");
    }
}

internal sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> company)
    {
        company.ConfigureRecord();
        company.Property(c => c.Phone).HasMaxLength(60);
        company.Property(c => c.Website).HasMaxLength(300);
        company.Property(c => c.Location).HasMaxLength(200);
        company.Property(c => c.Industry).HasMaxLength(200);
        company.HasMany(c => c.Domains).WithOne().HasForeignKey(d => d.CompanyId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CompanyDomainMapping : IEntityTypeConfiguration<CompanyDomain>
{
    public void Configure(EntityTypeBuilder<CompanyDomain> domain)
    {
        domain.HasKey(d => new { d.CompanyId, d.Position });
        domain.Property(d => d.Domain).HasMaxLength(255);
        domain.HasIndex(d => d.Domain);
        domain.HasIndex(d => d.CompanyId, "IX_CompanyDomains_Unmatched").HasFilter("\"IsUnmatched\"");
    }
}

internal sealed class LeadMapping : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> lead)
    {
        lead.ConfigureRecord();
        lead.Property(l => l.JobTitle).HasMaxLength(200);
        lead.Property(l => l.CompanyName).HasMaxLength(CrmRecord.NameLength);
        lead.Property(l => l.Address).HasMaxLength(320);
        lead.Property(l => l.Phone).HasMaxLength(60);
        lead.Property(l => l.Source).HasMaxLength(200);
        lead.Property(l => l.AddressKey).HasMaxLength(320);
        lead.HasIndex(l => l.Address);
        lead.HasIndex(l => l.AddressKey);
        lead.HasIndex(l => l.Id, "IX_Leads_Unmatched").HasFilter("\"IsUnmatched\"");
    }
}

internal sealed class PipelineMapping : IEntityTypeConfiguration<Pipeline>
{
    public void Configure(EntityTypeBuilder<Pipeline> pipeline)
    {
        pipeline.Property(p => p.Id).ValueGeneratedNever();
        pipeline.Property(p => p.Name).HasMaxLength(CrmRecord.NameLength);
        pipeline.HasMany(p => p.Stages).WithOne().HasForeignKey(s => s.PipelineId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StageMapping : IEntityTypeConfiguration<Stage>
{
    public void Configure(EntityTypeBuilder<Stage> stage)
    {
        stage.Property(s => s.Id).ValueGeneratedNever();
        stage.Property(s => s.Name).HasMaxLength(CrmRecord.NameLength);
    }
}

internal sealed class DealMapping : IEntityTypeConfiguration<Deal>
{
    public void Configure(EntityTypeBuilder<Deal> deal)
    {
        deal.ConfigureRecord();
        deal.Property(d => d.Value).HasPrecision(18, 2);
        deal.Property(d => d.Currency).HasMaxLength(3);
        deal.HasIndex(d => d.CompanyId);
        deal.HasIndex(d => new { d.PipelineId, d.Position });
        deal.HasIndex(d => new { d.StageId, d.Position });
        deal.HasOne<Stage>().WithMany().HasForeignKey(d => d.StageId).OnDelete(DeleteBehavior.Restrict);
        deal.HasMany(d => d.Contacts).WithOne().HasForeignKey(c => c.DealId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DealContactMapping : IEntityTypeConfiguration<DealContact>
{
    public void Configure(EntityTypeBuilder<DealContact> contact)
    {
        contact.HasKey(c => new { c.DealId, c.ContactId });
        contact.HasIndex(c => c.ContactId);
    }
}
