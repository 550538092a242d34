namespace SimpleCrm.Mail;

/// <summary>
/// Which leaves are the displayed body, by the algorithm of RFC 8621 §4.1.4. A leaf that is in neither list is an attachment,
/// inline or not; media parts that the algorithm would show between texts are attachments here as well.
/// </summary>
public sealed class BodySelection
{
    private const string CalendarType = "text/calendar";

    // Transfer-encoded. What is longer is no invitation.
    private const long MostCalendarBytes = 512 * 1024;
    private readonly List<PartNode> _text = [];
    private readonly List<PartNode> _html = [];

    private BodySelection()
    {
    }

    /// <summary>Leaves shown when text is wanted, in order; may hold HTML leaves where no text was offered.</summary>
    public IReadOnlyList<PartNode> Text => _text;

    /// <summary>Leaves shown when HTML is wanted, in order; may hold text leaves where no HTML was offered.</summary>
    public IReadOnlyList<PartNode> Html => _html;

    /// <summary>The leaves whose content must be fetched to show the message.</summary>
    public IReadOnlyList<PartNode> BodyLeaves => [.. _html.Union(_text)];

    /// <summary>The part for calendar programs, which says when a meeting is; null where there is none. It is listed as an attachment all the same.</summary>
    public PartNode? Calendar { get; private set; }

    /// <summary>The leaves whose content the product reads: those shown, and the calendar.</summary>
    public IReadOnlyList<PartNode> ReadLeaves => Calendar is { } calendar ? [.. BodyLeaves, calendar] : BodyLeaves;

    /// <summary>Whether a leaf is shown; otherwise it is an attachment.</summary>
    public bool IsBody(PartNode leaf) => _text.Contains(leaf) || _html.Contains(leaf);

    /// <summary>Chooses among the leaves of a message's structure.</summary>
    public static BodySelection Of(PartNode root)
    {
        var selection = new BodySelection();
        selection.Walk([root], "mixed", inAlternative: false, selection._html, selection._text);
        selection.UseSoleTextWhenNothingElse(root);
        selection.Calendar = root.Leaves().FirstOrDefault(l => l.MimeType == CalendarType && l.Size <= MostCalendarBytes);
        return selection;
    }

    /// <summary>True for a leaf that could be displayed or be the calendar, so that its content is worth keeping while a message streams by.</summary>
    internal static bool MayBeRead(string mimeType, string? disposition) =>
        mimeType == CalendarType || disposition != "attachment" && mimeType.StartsWith("text/", StringComparison.Ordinal);

    // Depth is bounded by MimeLimits.MaxDepth when read here; a server's structure is cut to the same depth by MimeReader.Compose.
    private void Walk(IReadOnlyList<PartNode> parts, string multipart, bool inAlternative, List<PartNode>? html, List<PartNode>? text)
    {
        var textBefore = text?.Count ?? -1;
        var htmlBefore = html?.Count ?? -1;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (part.IsMultipart)
            {
                var kind = part.MimeType["multipart/".Length..];
                Walk(Ordered(part, kind), kind, inAlternative || kind == "alternative", html, text);
            }
            else if (IsInline(part, i, multipart))
            {
                if (multipart == "alternative")
                {
                    (part.MimeType == "text/html" ? html : text)?.Add(part);
                    continue;
                }
                if (inAlternative)
                {
                    if (part.MimeType == "text/plain")
                        html = null;
                    else
                        text = null;
                }
                text?.Add(part);
                html?.Add(part);
            }
        }
        if (multipart != "alternative" || text is null || html is null)
            return;
        if (text.Count == textBefore)
            text.AddRange(html.Skip(htmlBefore));
        else if (html.Count == htmlBefore)
            html.AddRange(text.Skip(textBefore));
    }

    /// <summary>RFC 2387: the start parameter names the root of multipart/related; without it the first part is the root.</summary>
    private static IReadOnlyList<PartNode> Ordered(PartNode part, string kind)
    {
        if (kind != "related" || !part.Parameters.TryGetValue("start", out var start))
            return part.Children;
        var id = start.Trim('<', '>', ' ');
        var root = part.Children.FirstOrDefault(c => c.ContentId?.Trim('<', '>', ' ') == id);
        return root is null || ReferenceEquals(root, part.Children[0]) ? part.Children : [root, .. part.Children.Where(c => c != root)];
    }

    private static bool IsInline(PartNode part, int index, string multipart) =>
        part.Disposition != "attachment"
        && part.MimeType is "text/plain" or "text/html"
        && (index == 0 || (multipart != "related" && string.IsNullOrEmpty(part.FileName)));

    /// <summary>A message whose only words are in some other text type (enriched, markdown) still shows them.</summary>
    private void UseSoleTextWhenNothingElse(PartNode root)
    {
        if (_text.Count > 0 || _html.Count > 0)
            return;
        if (root.Leaves().FirstOrDefault(l => l.Disposition != "attachment" && l.MimeType is "text/enriched" or "text/richtext" or "text/markdown" or "text/x-markdown") is { } leaf)
        {
            _text.Add(leaf);
            _html.Add(leaf);
        }
    }
}
