using System.Globalization;
using System.Text.RegularExpressions;

namespace SimpleCrm.TestServers.Proxy;

/// <summary>Untruths an IMAP server has been caught telling, for <see cref="FaultProxy.Lie"/>.</summary>
/// <param name="FromServer">Changes what the server says; null leaves it alone.</param>
/// <param name="FromClient">Changes what the client says; null leaves it alone.</param>
public sealed partial record ImapLie(LineRewriter? FromServer, LineRewriter? FromClient = null)
{
    /// <summary>LIST and LSUB find no folder at all, and that is OK.</summary>
    public static ImapLie EmptyList { get; } = new(line => ListLine().IsMatch(line) ? null : line);

    /// <summary>LIST answers in a way no grammar knows.</summary>
    public static ImapLie GarbageList { get; } = new(line => ListLine().IsMatch(line) ? "* LIST )( %%% \u00ff\u00fe" : line);

    /// <summary>Only the first folders are listed.</summary>
    public static ImapLie PartialList(int folders)
    {
        var listed = 0;
        return new ImapLie(
            line => !ListLine().IsMatch(line) || Interlocked.Increment(ref listed) <= folders ? line : null,
            line =>
            {
                Interlocked.Exchange(ref listed, 0);
                return line;
            });
    }

    /// <summary>SELECT, EXAMINE and STATUS name this UIDVALIDITY.</summary>
    public static ImapLie UidValidity(uint validity) =>
        new(line => line.StartsWith('*') ? ValidityToken().Replace(line, string.Create(CultureInfo.InvariantCulture, $"UIDVALIDITY {validity}")) : line);

    /// <summary>FETCH answers leave FLAGS out.</summary>
    public static ImapLie NoFlags { get; } = new(line => FetchLine().IsMatch(line) ? FlagsItem().Replace(line, "").Replace("( ", "(", StringComparison.Ordinal) : line);

    /// <summary>EXISTS is off by this many.</summary>
    public static ImapLie WrongExists(int by) =>
        new(line => ExistsLine().Replace(line, exists => string.Create(
            CultureInfo.InvariantCulture,
            $"* {Math.Max(0, int.Parse(exists.Groups[1].Value, CultureInfo.InvariantCulture) + by)} EXISTS")));

    /// <summary>All MODSEQ values are 0, HIGHESTMODSEQ included.</summary>
    public static ImapLie ZeroModSeq { get; } = new(line =>
        line.StartsWith('*') ? HighestModSeq().Replace(ModSeqItem().Replace(line, " MODSEQ (0)").Replace("( ", "(", StringComparison.Ordinal), "HIGHESTMODSEQ 0") : line);

    /// <summary>Selecting this folder fails.</summary>
    public static ImapLie FailedSelect(string folder) => new(null, line =>
        SelectCommand().Match(line) is { Success: true } select && select.Groups[2].Value.Trim('"') == folder ? $"{select.Groups[1].Value} SELECT \"no such folder at all\"" : line);

    /// <summary>A server that truly lacks these capabilities: silent about them, refusing their commands, without their response codes.</summary>
    /// <param name="capabilities">Of QRESYNC, CONDSTORE, ENABLE, MOVE, UIDPLUS, IDLE, ESEARCH, NAMESPACE, SPECIAL-USE.</param>
    public static ImapLie Without(params string[] capabilities)
    {
        var lacking = capabilities.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // RFC 7162: no QRESYNC without CONDSTORE, and neither can be switched on without ENABLE.
        if (lacking.Contains("CONDSTORE")) lacking.Add("QRESYNC");
        return new ImapLie(line => WithoutSaid(lacking, line), line => WithoutObeyed(lacking, line));
    }

    private static string? WithoutSaid(HashSet<string> lacking, string line)
    {
        line = CapabilityList().Replace(line, list => string.Join(' ', list.Value.Split(' ').Where(word => !lacking.Contains(word))));
        if (lacking.Contains("UIDPLUS")) line = UidPlusCode().Replace(line, "");
        if (lacking.Contains("CONDSTORE"))
        {
            if (line.StartsWith("* OK [HIGHESTMODSEQ", StringComparison.Ordinal)) return null;
            line = ModSeqItem().Replace(line, "").Replace("( ", "(", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal);
        }

        return line;
    }

    private static string WithoutObeyed(HashSet<string> lacking, string line)
    {
        var command = Command().Match(line);
        if (!command.Success) return line;
        var (verb, rest) = (command.Groups[2].Value.ToUpperInvariant(), command.Groups[3].Value.ToUpperInvariant());
        var refused = verb switch
        {
            "MOVE" or "UID MOVE" => lacking.Contains("MOVE"),
            "UID EXPUNGE" => lacking.Contains("UIDPLUS"),
            "IDLE" => lacking.Contains("IDLE"),
            "NAMESPACE" => lacking.Contains("NAMESPACE"),
            "ENABLE" => lacking.Contains("ENABLE") || lacking.Any(rest.Contains),
            "SELECT" or "EXAMINE" => (lacking.Contains("QRESYNC") && rest.Contains("(QRESYNC", StringComparison.Ordinal)) || (lacking.Contains("CONDSTORE") && rest.Contains("(CONDSTORE", StringComparison.Ordinal)),
            "FETCH" or "UID FETCH" => lacking.Contains("CONDSTORE") && (rest.Contains("MODSEQ", StringComparison.Ordinal) || rest.Contains("CHANGEDSINCE", StringComparison.Ordinal)),
            "STORE" or "UID STORE" => lacking.Contains("CONDSTORE") && rest.Contains("UNCHANGEDSINCE", StringComparison.Ordinal),
            "STATUS" => lacking.Contains("CONDSTORE") && rest.Contains("HIGHESTMODSEQ", StringComparison.Ordinal),
            "SEARCH" or "UID SEARCH" => lacking.Contains("ESEARCH") && rest.StartsWith("RETURN", StringComparison.Ordinal),
            "LIST" => lacking.Contains("SPECIAL-USE") && rest.Contains("SPECIAL-USE", StringComparison.Ordinal),
            _ => false,
        };
        // The real server refuses a word it does not know, under the client's own tag.
        return refused ? $"{command.Groups[1].Value} XUNKNOWN" : line;
    }

    [GeneratedRegex(@"^\* (LIST|LSUB|XLIST) ", RegexOptions.IgnoreCase)]
    private static partial Regex ListLine();

    [GeneratedRegex(@"UIDVALIDITY \d+")]
    private static partial Regex ValidityToken();

    [GeneratedRegex(@"^\* \d+ FETCH \(")]
    private static partial Regex FetchLine();

    [GeneratedRegex(@" ?FLAGS \([^)]*\)")]
    private static partial Regex FlagsItem();

    [GeneratedRegex(@"^\* (\d+) EXISTS")]
    private static partial Regex ExistsLine();

    [GeneratedRegex(@" ?MODSEQ \(\d+\)")]
    private static partial Regex ModSeqItem();

    [GeneratedRegex(@"HIGHESTMODSEQ \d+")]
    private static partial Regex HighestModSeq();

    [GeneratedRegex(@"^(\S+) (?:SELECT|EXAMINE) (""[^""]*""|\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex SelectCommand();

    [GeneratedRegex(@"(?<=^\* CAPABILITY |\[CAPABILITY )[^\]]*")]
    private static partial Regex CapabilityList();

    [GeneratedRegex(@"\[(COPYUID|APPENDUID) [^\]]*\] ")]
    private static partial Regex UidPlusCode();

    [GeneratedRegex(@"^(\S+) ((?:UID )?[A-Z]+) ?(.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}
