using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>The words of a report that people read, for what its form does not say.</summary>
internal sealed partial class ReportWords
{
    private const int MaxLength = 200_000;

    private readonly string _subject;
    private readonly string _text;
    private readonly string _returned;
    private readonly HashSet<string> _notThem;
    private readonly IReadOnlyList<string> _named;

    private ReportWords(string subject, string text, string returned, HashSet<string> notThem, IReadOnlyList<string> named) =>
        (_subject, _text, _returned, _notThem, _named) = (subject, text, returned, notThem, named);

    public IEnumerable<string> MessageIds => ReturnedId().Matches(_returned).Select(m => Mail.MessageIds.ParseOne(m.Groups["id"].Value)).OfType<string>();

    public string? Marker => ReturnedMarker().Match(_returned) is { Success: true } match ? match.Groups["id"].Value : null;

    public static ReportWords Of(MimeMessage message, IReadOnlyList<MimeEntity> parts)
    {
        var all = new StringBuilder();
        foreach (var part in parts.OfType<TextPart>().Where(p => !p.ContentType.IsMimeType("text", "rfc822-headers")))
            if (all.Length < MaxLength)
                all.AppendLine(part.IsHtml ? HtmlToText.Convert(part.Text, HtmlToTextOptions.Readable) : part.Text);
        var text = all.ToString(0, Math.Min(all.Length, MaxLength));
        var cut = Divider().Match(text) is { Success: true } divider ? divider.Index : text.Length;
        // Whoever sends the report, and whoever gets it, are not those who did not get the email.
        var notThem = message.From.Mailboxes.Concat(message.To.Mailboxes).Concat(message.ReplyTo.Mailboxes).Select(m => m.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = message.Headers["X-Failed-Recipients"] is { } failed ? AddressParser.Parse(failed).Select(a => a.Email).Where(e => e.Length > 0).ToList() : [];
        return new ReportWords(message.Subject ?? "", text[..cut], text[cut..], notThem, named);
    }

    /// <summary>The recipients of a report without form: those named in a header, those of the returned email the text speaks of, or whoever it names first.</summary>
    public IEnumerable<ReportedRecipient> Recipients(ReturnedHeader returned)
    {
        if ((OutcomeIn(_text) ?? OutcomeIn(_subject)) is not { } outcome)
            return _named.Select(address => new ReportedRecipient([address], DeliveryOutcome.Failed, StatusIn(_text), ""));
        var spoken = AnyAddress().Matches(_text).Select(m => m.Value.Trim('.', '\'')).Where(a => !_notThem.Contains(a) && AddressParser.IsAddress(a))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var written = returned.Recipients.Concat(ReturnedTo().Matches(_returned).SelectMany(m => AddressParser.Parse(m.Groups["to"].Value)).Select(a => a.Email))
            .Where(a => a.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var those = _named.Count > 0 ? _named : spoken.Where(written.Contains).ToList() is { Count: > 0 } both ? both : spoken.Take(1).ToList();
        if (those.Count == 0 && written.Count == 1)
            those = [written.Single()];
        return those.Select(address => new ReportedRecipient([address], outcome, null, ""));
    }

    /// <summary>Adds the code and the words that stand about a recipient in the text.</summary>
    public ReportedRecipient Complete(ReportedRecipient recipient)
    {
        var near = Near(recipient.Addresses);
        var status = Better(recipient.Status, StatusIn(recipient.Words) ?? StatusIn(near) ?? StatusIn(_text));
        return recipient with { Status = status, Words = recipient.Words.Length > 0 ? recipient.Words : DisplayText.Clean(near, 500) };
    }

    /// <summary>The first enhanced status code (RFC 3463) in a text.</summary>
    public static string? StatusIn(string? text) => text is not null && Code().Match(text) is { Success: true } match ? match.Value : null;

    // "5.0.0" says no more than that it failed; what the receiving server said says more.
    private static string? Better(string? given, string? found) =>
        given is null || given.EndsWith(".0.0", StringComparison.Ordinal) && found is not null && found[0] == given[0] ? found ?? given : given;

    private string Near(IReadOnlyList<string> addresses)
    {
        foreach (var address in addresses)
            if (_text.IndexOf(address, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                return _text[at..Math.Min(_text.Length, at + 600)];
        return "";
    }

    private static DeliveryOutcome? OutcomeIn(string text) =>
        StillTried().IsMatch(text) && !GivenUp().IsMatch(text) ? DeliveryOutcome.Delayed
        : GivenUp().IsMatch(text) || Refused().IsMatch(text) || Code().Match(text).Value.StartsWith('5') ? DeliveryOutcome.Failed
        : Delivered().IsMatch(text) ? DeliveryOutcome.Delivered
        : null;

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?m)^\s*(?:[-=_*>]{2,}\s*(?:this is a copy|below this line|original message|returned message|the (?:body|header)|the attached|unsent message|message header|undelivered message|copy of|included is|begin of|start of|received|オリジナル)|(?:received|return-path|message-id):\s|(?:original message (?:headers?|follows)|the header of the original|below is a copy|a copy of the original|your original message|message headers? follow|the following is a copy|headers of the (?:original|message)))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Divider();

    [GeneratedRegex(@"(?im)^[\s>|]*Message-ID:\s*(?<id><[^>\r\n]{1,500}>)", RegexOptions.CultureInvariant)]
    private static partial Regex ReturnedId();

    [GeneratedRegex(@"(?im)^[\s>|]*X-SimpleCrm-Id:\s*(?<id>\d{1,19})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex ReturnedMarker();

    [GeneratedRegex(@"(?im)^[\s>|]*(?:To|Cc):\s*(?<to>[^\r\n]{3,1000})", RegexOptions.CultureInvariant)]
    private static partial Regex ReturnedTo();

    [GeneratedRegex(@"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24}", RegexOptions.CultureInvariant)]
    private static partial Regex AnyAddress();

    [GeneratedRegex(@"will (?:be (?:re)?tried|be retried|continue|keep trying|try again|retry)|still (?:being )?(?:trying|tried)|not yet been delivered|has been delayed|delivery (?:is |temporarily )?(?:delayed|deferred)|temporarily (?:delayed|deferred)|warning message only|wird weiter versucht",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StillTried();

    [GeneratedRegex(@"given? up|cannot send message for \d|permanent|fatal error|(?:could|can) ?not be (?:delivered|sent|found)|(?:was|were|is|are) not (?:able to )?(?:be )?deliver|undeliver|did not reach|delivery (?:has |to .{1,200} )?failed|delivery (?:errors?|failure)|fail(?:ed|ure) (?:to deliver|notice|reasons?)|unable to (?:be )?deliver|wasn't able to deliver|couldn't be (?:delivered|found)|wasn't delivered|returned to (?:the )?sender|konnte nicht zugestellt|nicht zustellbar|no se (?:ha podido|pudo) entregar|n'a pas (?:pu|été) (?:être )?(?:remis|distribu)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex GivenUp();

    [GeneratedRegex(@"user (?:unknown|not found|doesn't exist|does not exist)|unknown (?:user|recipient|local part)|no such (?:user|mailbox|recipient|person)|(?:mailbox|mail box|quota|account) (?:is )?(?:full|exceeded|over quota|unavailable|disabled|inactive|not found|suspended)|over quota|does not exist|not (?:a )?known|rejected|refused|(?:recipient|address|account|user)[^.\r\n]{0,60}(?:not recognized|invalid|unknown|rejected|unavailable|failed)|(?<!\d)55\d(?!\d)[ -]|blocked|filtered|rate limit|error",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refused();

    [GeneratedRegex(@"successfully (?:delivered|relayed)|was delivered to|has been delivered|delivery (?:to .{1,200} )?(?:was )?success", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Delivered();
}
