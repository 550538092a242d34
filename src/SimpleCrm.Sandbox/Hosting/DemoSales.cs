using Bogus;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>What the reps are selling to the cast, and whom they hope to sell to.</summary>
internal sealed class DemoSales(DealRecords deals, LeadRecords leads, Pipelines pipelines)
{
    private const int Seed = 7713;

    private static readonly string[] Offers =
    [
        "Pump station renewal", "Spare parts 2027", "Dosing pumps, line 3", "Service agreement", "Booster set for the new hall", "Cooling water pumps", "Seal retrofit",
        "Monitoring pilot", "Sewage lift upgrade", "Frame contract", "High pressure cleaning line", "Replacement of the old P4", "Training for maintenance", "Dry-run protection",
        "Rental pumps, summer", "Inline mixers", "Vibration sensors", "Energy audit", "Second hall, phase 1", "Stainless pump sets", "Standby set for the boiler", "Chemical transfer pumps", "Water intake rebuild",
    ];

    // Most deals are under way.
    private static readonly int[] Likely = [0, 0, 1, 1, 2, 2, 3, 3, 4, 5];

    private static readonly (string Name, string Title, string Company, string Address, string Source, LeadStatus Status)[] Leads =
    [
        ("Ingrid Falk", "Plant Manager", "Sundal Smelteverk", "ingrid.falk@sundal.example", "Trade fair Oslo", LeadStatus.New), ("Noor Haddad", "Purchasing", "Palmer Foods", "noor@palmerfoods.example", "Website", LeadStatus.New),
        ("Tomás Oliveira", "Project Engineer", "Águas do Vale", "tomas.oliveira@aguasdovale.example", "Recommended by Portalis", LeadStatus.Working), ("Grace Lindholm", "Operations Director", "Karlsvik Kraft", "grace.lindholm@karlsvik.example", "Webinar", LeadStatus.Qualified),
        ("Daniel Kraus", "Head of Engineering", "Kraus & Söhne", "kraus@kraus-soehne.example", "Trade fair Munich", LeadStatus.Working), ("Yara Costa", "Maintenance Lead", "Porto Seco Terminal", "y.costa@portoseco.example", "Cold call", LeadStatus.Unqualified),
        ("Kenji Watanabe", "Managing Director", "Watanabe Europe", "kenji@watanabe-europe.example", "Website", LeadStatus.New), ("Elena Petrova", "Quality Manager", "Balkan Brewing", "elena.petrova@balkanbrewing.example", "Recommended by Ferrara", LeadStatus.Qualified),
    ];

    /// <summary>One to three deals of a company.</summary>
    /// <param name="index">Which company: each has other deals, the same in every run.</param>
    public async Task AddDealsAsync(Viewer rep, int index, CompanyView company, IReadOnlyList<long> contactIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var random = new Randomizer(Seed + index);
        var stages = (await pipelines.ListAsync(rep, cancellationToken))[0].Stages;
        for (var number = random.Int(1, 3); number > 0; number--)
        {
            var stage = stages[random.ArrayElement(Likely) % stages.Count];
            DemoRecords.Demand(await deals.SaveAsync(rep, null, 0, new DealContent
            {
                Name = Offers[(index * 7 + number * 3) % Offers.Length],
                StageId = stage.Id,
                CompanyId = company.Id,
                ContactIds = [.. contactIds.Take(random.Int(1, 2))],
                Value = random.Int(8, 380) * 500,
                Currency = company.Location is "Leeds" or "Manchester" ? "GBP" : "EUR",
                CloseDate = DateOnly.FromDateTime(now.UtcDateTime).AddDays(stage.Kind == StageKind.Open ? random.Int(-6, 110) : -random.Int(2, 60)),
                OwnerId = rep.UserId,
            }, cancellationToken));
        }
    }

    public async Task AddLeadsAsync(IReadOnlyList<Viewer> reps, CancellationToken cancellationToken)
    {
        foreach (var (index, lead) in Leads.Index())
        {
            var rep = reps[index % reps.Count];
            DemoRecords.Demand(await leads.SaveAsync(rep, null, 0, new LeadContent
            {
                Name = lead.Name,
                JobTitle = lead.Title,
                CompanyName = lead.Company,
                Address = lead.Address,
                Source = lead.Source,
                Status = lead.Status,
                OwnerId = index % 4 == 3 ? null : rep.UserId,
            }, cancellationToken));
        }
    }
}
