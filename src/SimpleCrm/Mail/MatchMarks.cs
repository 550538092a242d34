namespace SimpleCrm.Mail;

/// <summary>Where a text matches a query, for marking on screen.</summary>
public static class MatchMarks
{
    private const int MaxMarks = 500;

    /// <summary>Ranges of the text as given, in order, not overlapping. Negated terms and flags mark nothing; of bare words the last token matches as a beginning.</summary>
    /// <param name="field">The field shown: terms for other fields do not mark it. <see cref="SearchField.Any"/> for bodies and snippets.</param>
    public static IReadOnlyList<Range> Find(string text, SearchQuery query, SearchField field = SearchField.Any)
    {
        var terms = query.Terms.Where(t => !t.Negated && t.Tokens.Count > 0 && (t.Field == SearchField.Any || t.Field == field)).ToList();
        if (terms.Count == 0 || text.Length == 0)
            return [];
        var tokens = new List<(int Start, int Length, string Folded)>();
        foreach (var token in SearchText.Scan(text))
            tokens.Add((token.Start, token.Length, token.Folded.ToString()));
        var marks = new List<(int Start, int End)>();
        for (var i = 0; i < tokens.Count && marks.Count < MaxMarks; i++)
        {
            foreach (var term in terms)
            {
                if (!Matches(tokens, i, term))
                    continue;
                var last = tokens[i + term.Tokens.Count - 1];
                marks.Add((tokens[i].Start, last.Start + last.Length));
            }
        }
        return Merge(marks);
    }

    private static bool Matches(List<(int Start, int Length, string Folded)> tokens, int at, SearchTerm term)
    {
        if (at + term.Tokens.Count > tokens.Count)
            return false;
        for (var i = 0; i < term.Tokens.Count; i++)
        {
            var isLast = i == term.Tokens.Count - 1;
            if (isLast && !term.IsPhrase ? !tokens[at + i].Folded.StartsWith(term.Tokens[i], StringComparison.Ordinal) : tokens[at + i].Folded != term.Tokens[i])
                return false;
        }
        return true;
    }

    private static List<Range> Merge(List<(int Start, int End)> marks)
    {
        var merged = new List<Range>();
        var (start, end) = (-1, -1);
        foreach (var mark in marks.OrderBy(m => m.Start))
        {
            if (start >= 0 && mark.Start <= end)
            {
                end = Math.Max(end, mark.End);
                continue;
            }
            if (start >= 0)
                merged.Add(start..end);
            (start, end) = mark;
        }
        if (start >= 0)
            merged.Add(start..end);
        return merged;
    }
}
