using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Contacts;

/// <summary>Finds companies by name or domain, and adds one whose name is new.</summary>
public sealed class CompanyLookup(CompanyRecords companies, CurrentViewer viewers) : Lookup
{
    private const int Most = 8;

    public override string Question => "Company";
    public override string None => "No company";

    public override async Task<IReadOnlyList<LookupChoice>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer || await companies.ListAsync(viewer, new RecordQuery { Text = text, PageSize = Most }, cancellationToken) is not { } page)
            return [];
        var found = page.Items.Select(c => new LookupChoice($"{c.Id}", c.Name, c.Domains.FirstOrDefault() ?? "", "building-2"));
        var isNew = text.Length > 0 && page.Items.All(c => !c.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return isNew ? [.. found, new($"+{text}", $"Add “{text}”", "New company", "plus")] : [.. found];
    }

    public override async Task<(string Id, string? Refusal)> TakeAsync(string id, CancellationToken cancellationToken)
    {
        if (!id.StartsWith('+') || await viewers.FindAsync(cancellationToken) is not { } viewer)
            return (id, null);
        var outcome = await companies.SaveAsync(viewer, null, 0, new CompanyContent { Name = id[1..], OwnerId = viewer.UserId }, cancellationToken);
        return (outcome.Stored is { } stored ? $"{stored.Id}" : "", outcome.Errors.Values.FirstOrDefault()?[0]);
    }
}
