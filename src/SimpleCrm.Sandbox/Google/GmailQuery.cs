using System.Globalization;
using MimeKit;

namespace SimpleCrm.Sandbox.Google;

/// <summary>The part of Gmail's search language that clients use: <c>rfc822msgid:</c>, <c>in:</c>, <c>label:</c>, <c>is:</c>, <c>from:</c>, <c>to:</c>, <c>subject:</c>, sizes, dates, words, and <c>-</c> for not.</summary>
internal sealed class GmailQuery
{
    private readonly List<(bool IsNot, string Field, string Value)> _terms = [];
    private readonly GmailLabels _labels;

    public GmailQuery(string text, GmailLabels labels)
    {
        _labels = labels;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is ' ' or '(' or ')')
            {
                i++;
                continue;
            }
            var start = i;
            for (var quoted = false; i < text.Length && (quoted || text[i] is not (' ' or '(' or ')')); i++)
                quoted ^= text[i] == '"';
            var term = text[start..i];
            var isNot = term.StartsWith('-');
            if (isNot)
                term = term[1..];
            var colon = term.IndexOf(':');
            _terms.Add(colon > 0 ? (isNot, term[..colon].ToLowerInvariant(), term[(colon + 1)..].Trim('"')) : (isNot, "", term.Trim('"')));
        }
    }

    /// <summary>The one message that a search for a Message-ID can find; avoids a walk over all.</summary>
    public string? MessageId => _terms.Find(t => !t.IsNot && t.Field == "rfc822msgid").Value?.Trim('<', '>');

    public bool LooksEverywhere => _terms.Exists(t => t is { Field: "in", Value: "anywhere" or "trash" or "spam" });

    public bool Matches(GmailMessage message) => _terms.TrueForAll(t => Matches(message, t.Field, t.Value) != t.IsNot);

    private bool Matches(GmailMessage message, string field, string value) => field switch
    {
        "rfc822msgid" => message.MessageId == value.Trim('<', '>'),
        "in" when value == "anywhere" => true,
        "in" when value == "sent" => message.Labels.Contains("SENT"),
        "in" when value is "drafts" or "draft" => message.Labels.Contains("DRAFT"),
        "in" when value == "chats" => message.Labels.Contains("CHAT"),
        "in" or "label" => _labels.IdOf(value) is { } id && message.Labels.Contains(id),
        "is" when value == "read" => !message.Labels.Contains("UNREAD"),
        "is" => message.Labels.Contains(value.ToUpperInvariant()),
        "larger" => message.Raw.Length > Size(value),
        "smaller" => message.Raw.Length < Size(value),
        "after" => message.InternalDate >= Date(value),
        "before" => message.InternalDate < Date(value),
        "from" => Header(message, HeaderId.From).Contains(value, StringComparison.OrdinalIgnoreCase),
        "to" => Header(message, HeaderId.To).Contains(value, StringComparison.OrdinalIgnoreCase),
        "subject" => Header(message, HeaderId.Subject).Contains(value, StringComparison.OrdinalIgnoreCase),
        "has" when value == "attachment" => HasAttachment(message),
        _ => Header(message, HeaderId.Subject).Contains(value, StringComparison.OrdinalIgnoreCase) || message.Snippet.Contains(value, StringComparison.OrdinalIgnoreCase),
    };

    private static string Header(GmailMessage message, HeaderId id) => HeaderList.Load(new MemoryStream(message.Raw, writable: false))[id] ?? "";

    private static bool HasAttachment(GmailMessage message)
    {
        using var parsed = message.Parse();
        return parsed.Attachments.Any();
    }

    private static long Size(string value)
    {
        var unit = value.Length > 0 ? char.ToUpperInvariant(value[^1]) : '0';
        var digits = unit is 'K' or 'M' ? value[..^1] : value;
        return !long.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? long.MaxValue : unit == 'K' ? number << 10 : unit == 'M' ? number << 20 : number;
    }

    private static long Date(string value) => long.TryParse(value, CultureInfo.InvariantCulture, out var seconds)
        ? seconds * 1000
        : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.ToUnixTimeMilliseconds() : 0;
}
