using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Files put into plain text by uuencode, as mail did before MIME.</summary>
internal static class UuencodedText
{
    private const int MaxFiles = 100;

    internal static bool Contains(string text) =>
        text.StartsWith("begin ", StringComparison.Ordinal) || text.Contains("\nbegin ", StringComparison.Ordinal);

    /// <summary>The text without the files; each file is added as an attachment whose path ends in "!n".</summary>
    internal static string Extract(string text, PartNode leaf, List<ParsedAttachment> found)
    {
        var rest = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end, name, octets) in Blocks(text))
        {
            rest.Append(text, at, start - at);
            at = end;
            var type = MimeKit.MimeTypes.GetMimeType(name);
            found.Add(new ParsedAttachment($"{leaf.PartPath}!{found.Count + 1}", FileNames.Clean(name, type), type, octets, null, false, leaf.TransferEncoding));
        }
        return rest.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Where the files are: from their "begin" line to behind their "end" line.</summary>
    internal static IEnumerable<(int Start, int End, string Name, long Octets)> Blocks(string text)
    {
        var at = 0;
        for (var count = 0; count < MaxFiles; count++)
        {
            var start = NextBegin(text, at);
            if (start < 0)
                yield break;
            var lineEnd = LineEnd(text, start);
            var header = text.AsSpan(start, lineEnd - start).ToString().Split(' ', 3);
            if (header.Length < 3 || header[1].Length is < 3 or > 4 || header[1].AsSpan().ContainsAnyExceptInRange('0', '7') || header[2].Trim().Length == 0)
            {
                at = lineEnd;
                continue;
            }
            var (end, octets) = Body(text, lineEnd + 1);
            if (end < 0)
            {
                at = lineEnd;
                continue;
            }
            yield return (start, end, header[2].Trim(), octets);
            at = end;
        }
    }

    private static int NextBegin(string text, int from)
    {
        if (from == 0 && text.StartsWith("begin ", StringComparison.Ordinal))
            return 0;
        var at = text.IndexOf("\nbegin ", Math.Max(0, from - 1), StringComparison.Ordinal);
        return at < 0 ? -1 : at + 1;
    }

    /// <summary>Data lines start with their length; a line "end" closes. Anything else: it was ordinary text.</summary>
    private static (int End, long Octets) Body(string text, int at)
    {
        long octets = 0;
        while (at < text.Length)
        {
            var lineEnd = LineEnd(text, at);
            var line = text.AsSpan(at, lineEnd - at).TrimEnd();
            if (line is "end")
                return (Math.Min(lineEnd + 1, text.Length), octets);
            var length = line.Length == 0 ? 0 : (line[0] - ' ') & 63;
            if (line.Length > 0 && (line[0] is < ' ' or > '`' || line.Length > 4 * ((length + 2) / 3) + 2))
                return (-1, 0);
            octets += length;
            at = lineEnd + 1;
        }
        return (-1, 0);
    }

    private static int LineEnd(string text, int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;
}
