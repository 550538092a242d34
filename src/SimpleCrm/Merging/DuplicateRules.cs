using SimpleCrm.Links;

namespace SimpleCrm.Merging;

/// <summary>Finds records that may be the same: those that share a mark, like a name at a company, with few others.</summary>
internal static class DuplicateRules
{
    // A mark that more records share tells nothing: a switchboard's number, "info".
    private const int MostAlike = 12;

    // Digits that numbers with and without country code share.
    private const int PhoneDigits = 8;

    // Forms of companies, which people write or leave out.
    private static readonly HashSet<string> Forms =
        ["ab", "ag", "as", "asa", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "inc", "incorporated", "kg", "limited", "llc", "llp", "ltd", "mbh", "nv", "oy", "oyj", "plc", "sa", "sarl", "sas", "se", "sl", "spa", "srl", "the", "und", "and"];

    /// <summary>Pairs, the likeliest first.</summary>
    public static IReadOnlyList<(DuplicateSubject First, DuplicateSubject Second, string Reason, int Score)> Pairs(IEnumerable<DuplicateSubject> subjects, bool areCompanies)
    {
        var groups = new Dictionary<string, List<(DuplicateSubject Subject, string Reason, int Score)>>(StringComparer.Ordinal);
        foreach (var subject in subjects)
            foreach (var (mark, reason, score) in (areCompanies ? OfCompany(subject) : OfPerson(subject)).DistinctBy(m => m.Mark))
            {
                if (!groups.TryGetValue(mark, out var group))
                    groups[mark] = group = [];
                if (group.Count <= MostAlike)
                    group.Add((subject, reason, score));
            }
        var best = new Dictionary<(long, long), (DuplicateSubject, DuplicateSubject, string Reason, int Score)>();
        foreach (var group in groups.Values.Where(g => g.Count is > 1 and <= MostAlike))
            for (var i = 0; i < group.Count; i++)
                for (var j = i + 1; j < group.Count; j++)
                {
                    var (a, b) = group[i].Subject.Id < group[j].Subject.Id ? (group[i].Subject, group[j].Subject) : (group[j].Subject, group[i].Subject);
                    var (reason, score) = (group[i].Reason, group[i].Score);
                    // A number alone may be the desk's.
                    if (score == PhoneScore && !areCompanies && a.Words.Intersect(b.Words).Any())
                        (reason, score) = ("The same phone number, and alike names.", 85);
                    if (!best.TryGetValue((a.Id, b.Id), out var known) || known.Score < score)
                        best[(a.Id, b.Id)] = (a, b, reason, score);
                }
        return [.. best.Values.OrderByDescending(p => p.Score).ThenBy(p => p.Item1.Name, StringComparer.Ordinal).ThenBy(p => p.Item1.Id).ThenBy(p => p.Item2.Id)];
    }

    private const int PhoneScore = 40;

    private static IEnumerable<(string Mark, string Reason, int Score)> OfPerson(DuplicateSubject person)
    {
        var name = string.Join(' ', person.Words.Order(StringComparer.Ordinal));
        foreach (var address in person.Addresses)
        {
            var key = AddressKeys.Of(address);
            var at = key.LastIndexOf('@');
            if (at < 1)
                continue;
            yield return ($"m {key}", "Their addresses lead to the same mailbox.", 98);
            var (local, domain) = (string.Concat(key[..at].Where(char.IsLetterOrDigit)), key[(at + 1)..]);
            if (local.Length >= 4)
                yield return ($"a {local}@{domain}", "Their addresses differ by a dot or a dash.", 90);
            var registrable = DomainNames.Registrable(domain);
            if (registrable.Length == 0 || DomainNames.IsPersonal(domain))
                continue;
            if (local.Length >= 4)
                yield return ($"s {local}@{registrable.Split('.')[0]}", "Their addresses are the same but for the ending of the domain.", 80);
            if (person.Words.Count > 1)
                yield return ($"d {name} {registrable}", $"The same name, and addresses at {registrable}.", 92);
        }
        if (person.Words.Count > 1)
        {
            if (person.Organisation is not null)
                yield return ($"o {name}\n{person.Organisation}", "The same name at the same company.", 95);
            yield return ($"n {name}", "The same name.", 50);
        }
        foreach (var phone in Phones(person))
            yield return ($"p {phone}", "The same phone number.", PhoneScore);
    }

    private static IEnumerable<(string Mark, string Reason, int Score)> OfCompany(DuplicateSubject company)
    {
        // "S.A." is two words of a letter each.
        var words = company.Words.Where(w => w.Length > 1 && !Forms.Contains(w)).ToList();
        var name = string.Concat(words.Count > 0 ? words : company.Words);
        if (name.Length > 1)
            yield return ($"n {name}", "The same name.", 90);
        foreach (var domain in company.Domains)
        {
            var registrable = DomainNames.Registrable(domain);
            if (registrable.Length == 0 || DomainNames.IsPersonal(domain))
                continue;
            yield return ($"d {registrable}", $"Both are at {registrable}.", 95);
            if (registrable.Split('.')[0] is { Length: > 3 } stem)
                yield return ($"s {stem}", "Their domains are the same but for the ending.", 70);
        }
        foreach (var phone in Phones(company))
            yield return ($"p {phone}", "The same phone number.", 60);
    }

    private static IEnumerable<string> Phones(DuplicateSubject subject) => subject.Phones.Select(p => string.Concat(p.Where(char.IsAsciiDigit))).Where(d => d.Length >= PhoneDigits).Select(d => d[^PhoneDigits..]);
}
