using System.Globalization;
using System.Text;
using Bogus;
using Bogus.DataSets;

namespace SimpleCrm.TestServers.Emails;

/// <summary>The people who write: made once, because made-up names are the slow part.</summary>
internal static class Cast
{
    private const int Companies = 150;

    public static Contact[] Create(int seed)
    {
        var random = new Randomizer(seed);
        var contacts = new List<Contact>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var sources = Phrasebook.All.ToDictionary(
            language => language,
            language => (Name: new Name(language.Locale) { Random = random }, Phone: new PhoneNumbers(language.Locale) { Random = random }));
        var companyNames = new Company("en") { Random = random };
        var jobs = new Name("en") { Random = random };
        var latin = new Name("en") { Random = random };
        for (var company = 0; company < Companies; company++)
        {
            // Half of the companies write English, the others are spread over the languages.
            var language = random.Bool() ? Phrasebook.All[0] : random.ArrayElement(Phrasebook.All);
            var companyName = companyNames.CompanyName();
            var domain = $"{Slug(companyName)}{(random.Bool(0.2f) ? company : "")}.{(random.Bool() ? "example" : "test")}";
            for (var person = random.Int(1, 4); person > 0; person--)
            {
                var (first, last) = (sources[language].Name.FirstName(), sources[language].Name.LastName());
                var name = language.FamilyNameFirst ? $"{last} {first}" : $"{first} {last}";
                var local = $"{Slug(first)}.{Slug(last)}";
                if (local.Length < 4) local = $"{Slug(latin.FirstName())}.{Slug(latin.LastName())}";
                var address = $"{local}@{domain}";
                if (taken.Add(address)) contacts.Add(new Contact(name, address, companyName, jobs.JobTitle(), sources[language].Phone.PhoneNumber(), language));
            }
        }

        return [.. contacts];
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(char.ToLowerInvariant(letter));
            else if (letter is ' ' or '-' && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
        }

        return slug.ToString().Trim('-');
    }
}
