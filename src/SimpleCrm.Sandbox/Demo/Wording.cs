using System.Globalization;
using System.Text.RegularExpressions;
using Bogus;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>Fills what changes in a script, the same within one thread, and puts greeting and farewell around a text.</summary>
internal sealed partial class Wording
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

    private readonly Dictionary<string, string> _words;

    public Wording(Customer customer, Randomizer random, IReadOnlyList<string> products) => _words = new()
    {
        ["company"] = customer.Company,
        ["city"] = customer.City,
        ["n"] = random.Int(2, 24).ToString(CultureInfo.InvariantCulture),
        ["product"] = random.ListItem([.. products]),
        ["money"] = string.Create(CultureInfo.InvariantCulture, $"€{random.Int(8, 190) * 250:N0}"),
        ["day"] = random.ArrayElement(Days),
        ["week"] = random.Int(3, 26).ToString(CultureInfo.InvariantCulture),
        ["quote"] = string.Create(CultureInfo.InvariantCulture, $"Q-{random.Int(20100, 20990)}"),
        ["po"] = string.Create(CultureInfo.InvariantCulture, $"4500-{random.Int(1000, 9999)}"),
        ["serial"] = string.Create(CultureInfo.InvariantCulture, $"NP-{random.Int(10000, 99999)}"),
    };

    public string Fill(string text) => Slot().Replace(text, slot => _words[slot.Groups[1].Value]);

    /// <summary>A letter of a customer to a rep.</summary>
    public string FromCustomer(Customer customer, TeamMember rep, string text)
    {
        var (greeting, farewell) = customer.Language switch
        {
            "de" => ("Hallo", "Viele Grüße"),
            "fr" => ("Bonjour", "Bien cordialement"),
            "it" => ("Ciao", "Cordiali saluti"),
            "es" => ("Hola", "Un saludo"),
            "pt" => ("Olá", "Com os melhores cumprimentos"),
            "nl" => ("Hoi", "Met vriendelijke groet"),
            "sv" => ("Hej", "Vänliga hälsningar"),
            "nb" => ("Hei", "Vennlig hilsen"),
            "pl" => ("Dzień dobry", "Pozdrawiam"),
            "cz" => ("Dobrý den", "S pozdravem"),
            _ => ("Hi", "Best regards"),
        };
        return $"{greeting} {rep.Name.Split(' ')[0]},\n\n{Sentence(text)}\n\n{farewell}\n{customer.FirstName}\n\n-- \n{customer.Name}\n{customer.JobTitle}, {customer.Company}\n{customer.Phone}";
    }

    /// <summary>A letter of a rep to a customer.</summary>
    public string FromRep(TeamMember rep, Customer customer, string text) =>
        $"Hi {customer.FirstName},\n\n{Sentence(text)}\n\nBest regards\n{rep.Name}\n{DemoCast.Company}";

    private string Sentence(string text) => char.ToUpperInvariant(Fill(text)[0]) + Fill(text)[1..];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Slot();
}
