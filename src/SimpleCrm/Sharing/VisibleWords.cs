using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>
/// The words of one email that somebody may see, and whether a search holds of them. What they may not see is not here, and so neither a hit nor the
/// lack of one tells anything about it.
/// </summary>
internal sealed class VisibleWords
{
    private readonly IReadOnlyList<string> _subject, _sender, _recipients, _files, _body;

    /// <param name="hit">The email.</param>
    /// <param name="files">Names of its files; none where they were not read, or may not be seen.</param>
    /// <param name="body">Its text; null where it was not read, or may not be seen.</param>
    public VisibleWords(SharedHit hit, IEnumerable<string> files, string? body)
    {
        _subject = SearchText.Tokens(hit.ShownSubject);
        _sender = SearchText.Tokens($"{hit.FromName} {hit.FromAddress}");
        // Who got blind copies is told to nobody.
        _recipients = SearchText.Tokens(string.Join(' ', hit.People.To.Concat(hit.People.Cc).Select(a => $"{a.Name} {a.Email}")));
        _files = hit.ShowsAll ? SearchText.Tokens(string.Join(' ', files)) : [];
        _body = hit.ShowsAll ? SearchText.Tokens(body) : [];
    }

    /// <summary>Whether a condition on words holds. Conditions on dates, sizes and files are the index's.</summary>
    public bool Hold(SearchTerm term) =>
        term.Tokens.Count == 0 || term.Field is SearchField.In || Columns(term.Field).Any(words => Has(words, term)) != term.Negated;

    private IEnumerable<IReadOnlyList<string>> Columns(SearchField field) => field switch
    {
        SearchField.From => [_sender],
        SearchField.To or SearchField.Cc => [_recipients],
        SearchField.Subject => [_subject],
        SearchField.FileName => [_files],
        _ => [_subject, _sender, _recipients, _files, _body],
    };

    private static bool Has(IReadOnlyList<string> words, SearchTerm term)
    {
        var wanted = term.Tokens;
        for (var at = 0; at + wanted.Count <= words.Count; at++)
        {
            var i = 0;
            while (i < wanted.Count && (i == wanted.Count - 1 && !term.IsPhrase ? words[at + i].StartsWith(wanted[i], StringComparison.Ordinal) : words[at + i] == wanted[i]))
                i++;
            if (i == wanted.Count)
                return true;
        }
        return false;
    }
}
