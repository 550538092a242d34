using System.Text;

namespace SimpleCrm.Mail;

/// <summary>
/// Splits a plain text body into the person's own words and what may be folded away: earlier mail and signatures. Nothing is lost:
/// the segments in order are the whole text. Quotes that are answered point by point stay with the words.
/// </summary>
public static partial class QuotedText
{
    private const int MaxAttributionLines = 6;
    private const int MaxSignatureLines = 12;
    private const int MaxFooterLines = 30;
    private const int MaxLines = 20_000;

    /// <summary>The segments in order. What follows line 20,000 is taken as one line.</summary>
    public static IReadOnlyList<QuotedSegment> Split(string text)
    {
        var lines = Lines(text);
        var kinds = new QuotedKind[lines.Count];
        var end = CutAtHistory(text, lines, kinds);
        FoldQuotes(text, lines, kinds, end);
        FoldSignature(text, lines, kinds, end);
        // A bare forward, or nothing but a quote: folding it would leave an empty message.
        if (!Enumerable.Range(0, lines.Count).Any(i => kinds[i] == QuotedKind.Own && !Line(text, lines[i]).IsWhiteSpace()))
            Array.Fill(kinds, QuotedKind.Own);
        return Segments(text, lines, kinds);
    }

    /// <summary>The person's own words alone, trimmed; all of it when there is nothing else than quotes.</summary>
    public static string OwnWords(string text)
    {
        var own = new StringBuilder();
        foreach (var segment in Split(text))
        {
            if (segment.Kind == QuotedKind.Own)
                own.Append(text, segment.Start, segment.Length);
        }
        return own.ToString().Trim('\n', '\r', ' ', '\t');
    }

    private static List<(int Start, int Length)> Lines(string text)
    {
        var lines = new List<(int, int)>();
        var at = 0;
        while (at < text.Length && lines.Count < MaxLines)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0 || lines.Count == MaxLines - 1)
                end = text.Length - 1;
            lines.Add((at, end + 1 - at));
            at = end + 1;
        }
        return lines;
    }

    /// <summary>Dividers, header blocks and attributions without ">" marks: from there to the end all is earlier mail.</summary>
    private static int CutAtHistory(string text, List<(int Start, int Length)> lines, QuotedKind[] kinds)
    {
        var fenced = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = Line(text, lines[i]);
            if (line.TrimStart().StartsWith("```"))
                fenced = !fenced;
            if (fenced || IsQuoted(line) || line.IsWhiteSpace())
                continue;
            var starts = QuoteLanguage.IsDivider(line) && !IsAnsweredBelow(text, lines, i) || IsHeaderBlock(text, lines, i);
            if (!starts && AttributionEnd(text, lines, i) is var after and > 0)
            {
                var next = NextFilled(text, lines, after);
                starts = next < lines.Count && !IsQuoted(Line(text, lines[next]));
            }
            if (!starts)
                continue;
            while (i > 0 && (IsRule(Line(text, lines[i - 1])) || Line(text, lines[i - 1]).IsWhiteSpace()))
                i--;
            Array.Fill(kinds, QuotedKind.Quote, i, lines.Count - i);
            return i;
        }
        return lines.Count;
    }

    /// <summary>A divider over lines marked with ">" ends with them; words may follow.</summary>
    private static bool IsAnsweredBelow(string text, List<(int Start, int Length)> lines, int divider)
    {
        var next = NextFilled(text, lines, divider + 1);
        return next < lines.Count && IsQuoted(Line(text, lines[next]));
    }

    private static void FoldQuotes(string text, List<(int Start, int Length)> lines, QuotedKind[] kinds, int end)
    {
        var blocks = QuoteBlocks(text, lines, end);
        if (blocks.Count == 0)
            return;
        var wordsAfterLast = HasWords(text, lines, blocks[^1].End, end);
        var last = blocks.Count - 1;
        // The quote at the end, then one that an attribution introduces at the very top; quotes between answers stay.
        if (!wordsAfterLast)
            Array.Fill(kinds, QuotedKind.Quote, blocks[last].Start, end - blocks[last].Start - TrailingSignature(text, lines, blocks[last].End, end));
        else if (blocks.Count == 1 && blocks[0].Attributed)
            Array.Fill(kinds, QuotedKind.Quote, blocks[0].Start, blocks[0].End - blocks[0].Start);
    }

    private static int TrailingSignature(string text, List<(int Start, int Length)> lines, int from, int end) =>
        NextFilled(text, lines, from) is var next && next < end ? end - next : 0;

    /// <summary>Runs of ">" lines with the attribution before them; blank lines and wrapped ends of quoted lines inside belong to the run.</summary>
    private static List<(int Start, int End, bool Attributed)> QuoteBlocks(string text, List<(int Start, int Length)> lines, int end)
    {
        var blocks = new List<(int Start, int End, bool Attributed)>();
        for (var i = 0; i < end; i++)
        {
            var line = Line(text, lines[i]);
            var start = i;
            var attributed = false;
            if (!IsQuoted(line))
            {
                if (line.IsWhiteSpace())
                    continue;
                var after = QuoteLanguage.IsDivider(line) ? i + 1 : AttributionEnd(text, lines, i);
                if (after <= 0)
                    continue;
                i = NextFilled(text, lines, after);
                attributed = true;
            }
            var stop = i;
            for (; i < end; i++)
            {
                line = Line(text, lines[i]);
                if (IsQuoted(line))
                    stop = i + 1;
                else if (!line.IsWhiteSpace() && !(i + 1 < end && i == stop && i > start && Line(text, lines[i - 1]).Length > 60 && IsQuoted(Line(text, lines[i + 1]))))
                    break;
            }
            if (stop > start)
            {
                if (!attributed && AttributionEnd(text, lines, start) > 0)
                    attributed = true;
                if (blocks.Count > 0 && !HasWords(text, lines, blocks[^1].End, start))
                    blocks[^1] = (blocks[^1].Start, stop, blocks[^1].Attributed);
                else
                    blocks.Add((start, stop, attributed));
            }
            i = Math.Max(stop, start + 1) - 1;
        }
        return blocks;
    }

    /// <summary>The line after an attribution that starts here; 0 when none does.</summary>
    private static int AttributionEnd(string text, List<(int Start, int Length)> lines, int first)
    {
        var line = Line(text, lines[first]);
        if (line.Length > 500)
            return 0;
        if (QuoteLanguage.IsAttribution(line))
            return first + 1;
        if (!QuoteLanguage.MayStartAttribution(line) && !line.Contains('@') && !line.Contains('<'))
            return 0;
        var joined = new StringBuilder();
        var gap = false;
        joined.Append(line.TrimEnd());
        for (var i = first + 1; i < lines.Count && i < first + MaxAttributionLines; i++)
        {
            line = Line(text, lines[i]);
            joined.Append(' ').Append(line.Trim());
            if (joined.Length > 500)
                return 0;
            gap |= line.IsWhiteSpace();
            if (!line.IsWhiteSpace() && QuoteLanguage.IsAttribution(line) && (gap || QuoteLanguage.MayStartAttribution(line)) && i > first + 1)
                return 0;
            if (!line.IsWhiteSpace() && QuoteLanguage.IsAttribution(joined.ToString()))
                return i + 1;
        }
        return 0;
    }

    /// <summary>From, and at least two of date, to and subject, close together.</summary>
    private static bool IsHeaderBlock(string text, List<(int Start, int Length)> lines, int first)
    {
        var kind = QuoteLanguage.HeaderKind(Line(text, lines[first]));
        if (kind < 0)
            return false;
        var seen = 1 << kind;
        var misses = 0;
        for (var i = first + 1; i < lines.Count && i < first + 12 && misses < 3; i++)
        {
            var line = Line(text, lines[i]);
            var next = QuoteLanguage.HeaderKind(line);
            if (next >= 0)
                seen |= 1 << next;
            else if (!line.IsWhiteSpace())
                misses++;
        }
        return (seen & 1) != 0 && System.Numerics.BitOperations.PopCount((uint)seen) >= 3;
    }

    private static bool IsQuoted(ReadOnlySpan<char> line) => line.TrimStart(" \t") is ['>', ..];

    private static bool IsRule(ReadOnlySpan<char> line)
    {
        var trimmed = line.Trim();
        return trimmed.Length >= 3 && trimmed.Trim("-_=*–—").Length == 0;
    }

    private static int NextFilled(string text, List<(int Start, int Length)> lines, int from)
    {
        while (from < lines.Count && Line(text, lines[from]).IsWhiteSpace())
            from++;
        return from;
    }

    private static ReadOnlySpan<char> Line(string text, (int Start, int Length) line) => text.AsSpan(line.Start, line.Length).TrimEnd("\r\n");

    private static List<QuotedSegment> Segments(string text, List<(int Start, int Length)> lines, QuotedKind[] kinds)
    {
        var segments = new List<QuotedSegment>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (segments.Count > 0 && segments[^1].Kind == kinds[i])
                segments[^1] = segments[^1] with { Length = segments[^1].Length + lines[i].Length };
            else
                segments.Add(new QuotedSegment(kinds[i], lines[i].Start, lines[i].Length));
        }
        return segments;
    }
}
