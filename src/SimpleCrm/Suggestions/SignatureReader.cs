using System.Globalization;
using System.Text.RegularExpressions;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Suggestions;

/// <summary>Reads name, company, title and phone of an author from the end of what they wrote. Pure; what is doubtful stays empty.</summary>
public static partial class SignatureReader
{
    private const int MostLines = 12, LongestLine = 100;

    /// <summary>Characters from the end of the author's own words that are looked at.</summary>
    private const int Reach = 4000;

    private static readonly HashSet<string> Titles = new(StringComparer.Ordinal)
    {
        "manager", "director", "head", "chief", "officer", "president", "vp", "ceo", "cto", "cfo", "coo", "cmo", "cio", "founder", "cofounder", "owner", "partner", "engineer", "developer", "architect", "consultant",
        "analyst", "assistant", "coordinator", "specialist", "representative", "executive", "lead", "buyer", "purchasing", "procurement", "accountant", "controller", "administrator", "designer", "advisor",
        "geschaftsfuhrer", "geschaftsfuhrerin", "leiter", "leiterin", "leitung", "vertrieb", "einkauf", "einkaufer", "prokurist", "berater", "directeur", "directrice", "responsable", "gerant", "acheteur", "ingenieur", "charge", "chargee",
        "director", "directora", "gerente", "jefe", "jefa", "direttore", "responsabile", "inkoper", "directeur",
    };

    private static readonly HashSet<string> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        "gmbh", "ag", "kg", "ohg", "ug", "se", "sa", "sas", "sarl", "ltd", "limited", "llc", "llp", "inc", "corp", "corporation", "plc", "bv", "nv", "ab", "oy", "oyj", "aps", "spa", "srl", "sl", "lda", "pty", "kft", "zrt", "sro", "doo", "co",
    };

    /// <param name="body">The whole text of the email; quoted history in it is left out.</param>
    /// <param name="displayName">The name the email was sent under.</param>
    /// <param name="address">The author's address.</param>
    public static SignatureDetails Read(string body, string displayName, string address)
    {
        var name = Name(displayName, address);
        var domain = address[(address.LastIndexOf('@') + 1)..];
        var lines = Lines(body, name);
        var phone = lines.Select(Phone).FirstOrDefault(p => p.Length > 0) ?? "";
        var (company, title) = ("", "");
        var site = CompanyWord(domain);
        foreach (var part in lines.SelectMany(l => l.Split(['|', '·', '•', '–'], StringSplitOptions.TrimEntries)).Where(p => p.Length is > 1 and <= LongestLine && !p.Contains('@') && Phone(p).Length == 0))
        {
            var words = SearchText.Tokens(part);
            if (words.Count is 0 or > 10 || IsName(part, name) || part.EndsWith('.') && words.Count > 6)
                continue;
            if (title.Length == 0 && words.Any(Titles.Contains))
                (title, company) = Divide(part, company);
            else if (company.Length == 0 && IsCompany(part, words, site))
                company = part.Trim(' ', ',');
        }
        return new SignatureDetails(name, company.Length > 0 ? company : Guess(domain), title, phone);
    }

    // What stands below a delimiter, a closing or the author's own name; else nothing is sure to be a signature.
    private static List<string> Lines(string body, string name)
    {
        var own = string.Concat(QuotedText.Split(body).TakeWhile(s => s.Kind != QuotedKind.Quote).Select(s => body.Substring(s.Start, s.Length)));
        own = own.Length > Reach ? own[^Reach..] : own;
        var lines = own.Split('\n').Select(l => DisplayText.Clean(l)).Where(l => l.Length > 0).ToList();
        for (var i = lines.Count - 1; i >= Math.Max(0, lines.Count - MostLines - 1); i--)
        {
            if (lines[i] is "--" or "__" or "---" || Closing().IsMatch(lines[i]) || i > 0 && IsName(lines[i], name))
                return lines[(i + (IsName(lines[i], name) ? 0 : 1))..];
        }
        return [];
    }

    // "Head of Sales, Mercier SA" is both.
    private static (string Title, string Company) Divide(string line, string company)
    {
        var comma = line.LastIndexOf(',');
        foreach (var cut in (int[])[comma, line.LastIndexOf(" at ", StringComparison.OrdinalIgnoreCase), line.LastIndexOf(" bei ", StringComparison.OrdinalIgnoreCase), line.LastIndexOf(" @ ", StringComparison.Ordinal)])
        {
            if (cut <= 0)
                continue;
            var rest = line[(cut + 1)..].Trim();
            var after = cut == comma ? rest : rest[(rest.IndexOf(' ') + 1)..].Trim();
            if (after.Length > 1 && !SearchText.Tokens(after).Any(Titles.Contains))
                return (line[..cut].Trim(), company.Length > 0 ? company : after);
        }
        return (line.Trim(' ', ','), company);
    }

    private static bool IsCompany(string line, IReadOnlyList<string> words, string site) =>
        line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Skip(1).Any(w => Forms.Contains(w.Replace(".", "", StringComparison.Ordinal)))
        || site.Length > 2 && words.Count <= 5 && !line.Contains('.') && string.Concat(words).Contains(site, StringComparison.Ordinal);

    private static string Phone(string line) =>
        line.Contains("fax", StringComparison.OrdinalIgnoreCase) && !line.Contains("tel", StringComparison.OrdinalIgnoreCase) || Number().Match(line) is not { Success: true } match
            || match.Groups["number"].Value.Count(char.IsAsciiDigit) is < 7 or > 15 || !match.Groups["label"].Success && !match.Groups["number"].Value.StartsWith('+')
            ? ""
            : match.Groups["number"].Value.Trim(' ', '-', '.', '/', '(');

    private static bool IsName(string line, string name) => name.Length > 0 && SearchText.Tokens(line).SequenceEqual(SearchText.Tokens(name));

    private static string Name(string displayName, string address)
    {
        var name = displayName.Contains('@') ? "" : Aside().Replace(displayName, "").Trim(' ', '"', '\'', ',');
        // "Ruiz, Ana" and "Ana Ruiz via Sales".
        if (name.IndexOf(" via ", StringComparison.OrdinalIgnoreCase) is > 0 and var via)
            name = name[..via].Trim(' ', '\'');
        if (name.Split(',') is [var last, var first] && first.Trim().Length > 0)
            name = $"{first.Trim()} {last.Trim()}";
        if (name.Length > 0)
            return DisplayText.Clean(name, 200);
        var local = address[..Math.Max(0, address.LastIndexOf('@'))].Split('+')[0];
        return CultureInfo.InvariantCulture.TextInfo.ToTitleCase(DisplayText.Clean(local.Replace('.', ' ').Replace('_', ' '), 200));
    }

    private static string CompanyWord(string domain) =>
        DomainNames.Registrable(domain) is { Length: > 0 } registrable && !DomainNames.IsPersonal(domain) ? registrable[..registrable.IndexOf('.')].Replace("-", "", StringComparison.Ordinal) : "";

    private static string Guess(string domain) => CompanyWord(domain).Length == 0
        ? ""
        : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(DomainNames.Registrable(domain).Split('.')[0].Replace('-', ' '));

    [GeneratedRegex(@"^(?:(?<label>tel(?:efon|éfono|ephone)?|tél(?:éphone)?|phone|fon|mobile?|mobil|cell|office|direct|ph|t|m|p|o)\b\s*[.:)]*\s*)?(?<number>\+?\(?\d[\d ()./-]{5,24}\d)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:(?:kind|best|warm|many)\s+)?(?:regards|wishes|thanks|cheers)\b|^(?:thanks|thank you|sincerely|yours|cordialement|bien à vous|saludos|un saludo|cordiali saluti|met vriendelijke groet)|^(?:mit\s+)?(?:freundliche|viele|beste|herzliche|schöne)[mnr]?\s+gr(?:ü|ue)(?:ß|ss)en?|^(?:lg|mfg|vg|br)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex(@"[(\[][^)\]]*[)\]]", RegexOptions.NonBacktracking)]
    private static partial Regex Aside();
}
