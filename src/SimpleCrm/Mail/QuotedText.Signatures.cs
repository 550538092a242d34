namespace SimpleCrm.Mail;

// Signatures, and what counts as a word of the person's own.
public static partial class QuotedText
{
    private static void FoldSignature(string text, List<(int Start, int Length)> lines, QuotedKind[] kinds, int end)
    {
        // The last stretch of own words, where a signature would stand: at the end or right before the quoted history.
        var stop = end;
        while (stop > 0 && (kinds[stop - 1] != QuotedKind.Own || Line(text, lines[stop - 1]).IsWhiteSpace()))
            stop--;
        if (stop == 0)
            return;
        var start = -1;
        // Below a quote stands nothing but a footer, which may be a long disclaimer.
        var reach = Array.IndexOf(kinds, QuotedKind.Quote, 0, stop) >= 0 ? MaxFooterLines : MaxSignatureLines;
        for (var i = stop - 1; i >= 0 && stop - i <= reach && kinds[i] == QuotedKind.Own; i--)
        {
            var line = Line(text, lines[i]);
            if (IsSignatureDelimiter(line) || (QuoteLanguage.IsSentFrom(line) && Filled(text, lines, i + 1, stop) <= 4 && EndsParagraph(text, lines, i, stop)))
                start = i;
            if (IsSignatureDelimiter(line))
                break;
        }
        if (start < 0 || !HasWords(text, lines, 0, start))
            return;
        while (stop < lines.Count && kinds[stop] == QuotedKind.Own)
            stop++;
        Array.Fill(kinds, QuotedKind.Signature, start, stop - start);
    }

    private static bool EndsParagraph(string text, List<(int Start, int Length)> lines, int index, int stop) =>
        index == 0 || index + 1 >= stop || Line(text, lines[index - 1]).IsWhiteSpace() || Line(text, lines[index + 1]).IsWhiteSpace();

    private static int Filled(string text, List<(int Start, int Length)> lines, int from, int to)
    {
        var count = 0;
        for (var i = from; i < to; i++)
        {
            if (!Line(text, lines[i]).IsWhiteSpace())
                count++;
        }
        return count;
    }

    private static bool IsSignatureDelimiter(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimEnd("\r\n");
        return trimmed is "-- " or "--" or "- --" or "---" or "__" || (trimmed.Length is > 0 and < 60 && trimmed.Trim('—').Length == 0) || (trimmed.Length is > 2 and < 60 && trimmed.TrimEnd().Length >= 5 && trimmed.Trim().Trim('_').Length == 0);
    }

    private static bool HasWords(string text, List<(int Start, int Length)> lines, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            var line = Line(text, lines[i]);
            if (IsSignatureDelimiter(line))
                return Filled(text, lines, i, end) > MaxFooterLines;
            if (!line.IsWhiteSpace() && !IsQuoted(line) && !QuoteLanguage.IsSentFrom(line))
                return true;
        }
        return false;
    }
}
