namespace SimpleCrm.Links;

/// <summary>
/// What a domain says of its owner: the part of it that was registered, and whether anybody can have an address there. The lists are in the
/// Domains folder, kept by hand.
/// </summary>
internal static class DomainNames
{
    private static readonly HashSet<string> Suffixes = Read("suffixes");
    private static readonly HashSet<string> Hosted = Read("hosted");
    private static readonly HashSet<string> Personal = [.. Read("free-mail"), .. Read("disposable")];

    /// <summary>The registered name that a domain is below; empty for a suffix or a single label. In lower case and ASCII, as the domain must be.</summary>
    public static string Registrable(string domain)
    {
        var labels = Starts(domain);
        // From the longest part of it: the first that is a suffix decides.
        for (var i = 0; i < labels.Count; i++)
        {
            if (Suffixes.Contains(domain[labels[i]..]))
                return i == 0 ? "" : domain[labels[i - 1]..];
            // The service itself has its own name; everybody else's is below.
            if (Hosted.Contains(domain[labels[i]..]))
                return domain[labels[Math.Max(0, i - 1)]..];
        }
        return labels.Count < 2 || domain.StartsWith('[') ? "" : domain[labels[^2]..];
    }

    /// <summary>Anybody can have an address there: free mail and throw-away mailboxes.</summary>
    public static bool IsPersonal(string domain)
    {
        var registrable = Registrable(domain);
        return Personal.Contains(domain) || Personal.Contains(registrable)
            || registrable.IndexOf('.') is > 0 and var dot && Personal.Contains(string.Concat(registrable.AsSpan(0, dot), ".*"));
    }

    /// <summary>Every domain of a company that an address of this domain would be below, the nearest first; none for personal domains.</summary>
    public static IEnumerable<string> Owners(string domain)
    {
        var registrable = Registrable(domain);
        if (registrable.Length == 0 || IsPersonal(domain))
            yield break;
        foreach (var start in Starts(domain).TakeWhile(s => domain.Length - s >= registrable.Length))
        {
            yield return domain[start..];
            // People paste the address of the web site.
            yield return string.Concat("www.", domain.AsSpan(start));
        }
    }

    private static List<int> Starts(string domain)
    {
        var starts = new List<int>(4) { 0 };
        for (var i = 0; i < domain.Length - 1; i++)
        {
            if (domain[i] == '.')
                starts.Add(i + 1);
        }
        return starts;
    }

    private static HashSet<string> Read(string name)
    {
        using var reader = new StreamReader(typeof(DomainNames).Assembly.GetManifestResourceStream($"SimpleCrm.Links.Domains.{name}.txt")!);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                found.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        return found;
    }
}
