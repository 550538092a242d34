using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Sandbox.Demo;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>Enters the customers of the cast as companies and contacts, as the reps would.</summary>
internal sealed class DemoRecords(CompanyRecords companies, ContactRecords contacts, DemoSales sales, DemoViewers viewers)
{
    private static readonly string[] Industries = ["Process engineering", "Water utility", "Engineering", "Plant construction", "Valves", "Paper", "Energy", "Dairy", "Shipbuilding", "Plant construction", "Hydraulic engineering", "Winery", "Machine building"];

    public async Task CreateAsync(DemoCast cast, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reps = new List<Viewer>();
        foreach (var member in DemoCast.Team.Where(m => m.Role == Role.Rep))
            if (await viewers.FindAsync(member.Address, cancellationToken) is { } viewer)
                reps.Add(viewer);
        if (reps.Count == 0)
            return;
        foreach (var (index, people) in cast.Customers.GroupBy(c => c.Company).Index())
        {
            var rep = reps[index % reps.Count];
            var company = await AddCompanyAsync(rep, [.. people], Industries[index % Industries.Length], cancellationToken);
            var ids = new List<long>();
            foreach (var person in people)
                ids.Add(await AddContactAsync(rep, company, person, isMain: ids.Count == 0, cancellationToken));
            await sales.AddDealsAsync(rep, index, company, ids, now, cancellationToken);
        }
        await sales.AddLeadsAsync(reps, cancellationToken);
    }

    private async Task<CompanyView> AddCompanyAsync(Viewer rep, IReadOnlyList<Customer> people, string industry, CancellationToken cancellationToken)
    {
        var first = people[0];
        var domain = first.Address[(first.Address.IndexOf('@') + 1)..];
        return Demand(await companies.SaveAsync(rep, null, 0, new CompanyContent
        {
            Name = first.Company,
            Domains = [domain],
            Website = $"https://www.{domain}",
            Location = first.City,
            Industry = industry,
            OwnerId = rep.UserId,
            Tags = people.Count > 3 ? ["key account"] : [],
        }, cancellationToken));
    }

    private async Task<long> AddContactAsync(Viewer rep, CompanyView company, Customer person, bool isMain, CancellationToken cancellationToken) => Demand(await contacts.SaveAsync(rep, null, 0, new ContactContent
    {
        Name = person.Name,
        JobTitle = person.JobTitle,
        Addresses = [person.Address],
        Phones = [person.Phone],
        CompanyId = company.Id,
        OwnerId = rep.UserId,
        Tags = isMain ? ["decides"] : [],
    }, cancellationToken)).Id;

    internal static T Demand<T>(RecordOutcome<T> outcome) where T : class =>
        outcome.Stored ?? throw new InvalidOperationException($"A demo record could not be entered: {string.Join(' ', outcome.Errors.SelectMany(e => e.Value))}");
}
