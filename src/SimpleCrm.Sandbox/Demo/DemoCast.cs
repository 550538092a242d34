using System.Globalization;
using System.Text;
using Bogus;
using SimpleCrm.Access;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>Who plays in the sandbox: a sales team and its customers, the same in every run.</summary>
public sealed class DemoCast
{
    public const string Company = "Northwind Pumps", TeamName = "Northern Europe", Password = "seven calm herons wading";

    private const int Seed = 20431;

    private static readonly (string Name, string Domain, string Locale, string City)[] Companies =
    [
        ("Mercier Process", "mercier.example", "fr", "Rouen"), ("Brightwater Utilities", "brightwater.example", "en_GB", "Leeds"),
        ("Okafor Engineering", "okafor.example", "en", "Manchester"), ("Alpenwerk Anlagenbau", "alpenwerk.example", "de_AT", "Graz"),
        ("Polmet Armatura", "polmet.example", "pl", "Gdynia"), ("Halden Papir", "halden.example", "nb_NO", "Halden"),
        ("Portalis Energia", "portalis.example", "pt_PT", "Porto"), ("Kim & Park Dairy", "kimandpark.example", "en_US", "Chicago"),
        ("Lindqvist Marin", "lindqvist.example", "sv", "Gothenburg"), ("Ferrara Impianti", "ferrara.example", "it", "Bologna"),
        ("Van Dijk Waterbouw", "vandijk.example", "nl", "Utrecht"), ("Bodegas Castillo", "castillo.example", "es", "Logroño"),
        ("Novák Strojírny", "novak.example", "cz", "Brno"),
    ];

    private static readonly string[] Jobs =
        ["Head of Engineering", "Purchasing", "Plant Manager", "Maintenance Lead", "Project Engineer", "Operations Director", "Quality Manager", "Production Planner", "Managing Director", "Controlling"];

    private DemoCast(IReadOnlyList<Customer> customers) => Customers = customers;

    /// <summary>Who can sign in to the product; an admin first.</summary>
    public static IReadOnlyList<TeamMember> Team { get; } =
    [
        new("Helen Brandt", "helen.brandt@northwind.example", Role.Admin),
        new("Marcus Adeyemi", "marcus.adeyemi@northwind.example", Role.Manager),
        new("Alex Winter", "alex.winter@northwind.example", Role.Rep, "alex.winter@northwind-nordic.example"),
        new("Priya Raman", "priya.raman@northwind.example", Role.Rep, "priya.raman@northwind-nordic.example", SharingLevel.Subject),
    ];

    public IReadOnlyList<Customer> Customers { get; }

    public static DemoCast Create()
    {
        var customers = new List<Customer>();
        foreach (var (index, company) in Companies.Index())
        {
            var random = new Randomizer(Seed + index);
            var names = new Bogus.DataSets.Name(company.Locale) { Random = random };
            var phones = new Bogus.DataSets.PhoneNumbers(company.Locale) { Random = random };
            var jobs = random.Shuffle(Jobs).ToArray();
            for (var person = random.Int(2, 4); person > 0; person--)
            {
                var (first, last) = (names.FirstName(), names.LastName());
                var address = $"{Slug(first)}.{Slug(last)}@{company.Domain}";
                if (customers.All(c => c.Address != address))
                    customers.Add(new Customer($"{first} {last}", address, company.Name, jobs[person], phones.PhoneNumber(), company.City, company.Locale[..2]));
            }
        }
        return new DemoCast(customers);
    }

    /// <summary>Null for somebody who is no customer.</summary>
    public Customer? Find(string address) => Customers.FirstOrDefault(c => c.Address.Equals(address, StringComparison.OrdinalIgnoreCase));

    // ł and ø have no decomposition.
    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant().Replace('ł', 'l').Replace('ø', 'o').Replace("ß", "ss", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(letter);
            else if (letter is ' ' or '-' && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && slug.Length > 0)
                slug.Append('-');
        return slug.ToString();
    }
}
