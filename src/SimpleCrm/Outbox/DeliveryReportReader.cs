using MimeKit;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// Reads reports on emails that were sent: by their form (RFC 3464), and where they have none, by the words mail servers use. Pure; no content
/// makes it throw.
/// </summary>
internal static class DeliveryReportReader
{
    private const int MaxRecipients = 200;

    private static readonly string[] Daemons = ["mailer-daemon", "mailer_daemon", "maildaemon", "mail-daemon", "mailerdaemon", "postmaster", "post_master", "mail.delivery", "mdaemon", "bounce", "bounces"];

    private static readonly string[] Subjects =
    [
        "undeliver", "delivery status notification", "delivery failure", "delivery failed", "delivery report", "delivery notification", "mail delivery", "mail delivery failed",
        "failure notice", "returned mail", "returned to sender", "mail could not be delivered", "message could not be delivered", "could not send message", "mail system error",
        "warning: could not send", "delayed mail", "non-delivery", "nondeliverable", "not delivered", "unzustellbar", "nicht zustellbar", "non remis", "échec de la remise",
        "no se puede entregar", "non recapitabile", "não entregue", "onbestelbaar", "メールエラー", "配信エラー", "配信不能",
    ];

    /// <summary>Whether it is worth reading an email's whole source.</summary>
    public static bool MayBe(ParsedEmail email)
    {
        if (email.IsDeliveryReport)
            return true;
        var local = email.From.Email.Split('@')[0];
        return email.From.Email.Length == 0 && email.IsAutoReply
            || Daemons.Any(d => local.StartsWith(d, StringComparison.OrdinalIgnoreCase))
            || Subjects.Any(s => email.Subject.Contains(s, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The report in a message; null when it is none.</summary>
    public static DeliveryReport? Read(Stream source, CancellationToken cancellationToken)
    {
        MimeMessage message;
        try
        {
            message = MimeMessage.Load(ParserOptions.Default, source, cancellationToken);
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            return null;
        }
        using (message)
        {
            if (message.Body is MultipartReport { ReportType: { } type } && !type.Equals("delivery-status", StringComparison.OrdinalIgnoreCase))
                return null;
            var parts = Parts(message.Body, 0).ToList();
            var returned = ReturnedHeader.Of(parts);
            var recipients = parts.OfType<MessageDeliveryStatus>().SelectMany(s => FromStatus(s)).Take(MaxRecipients).ToList();
            var words = ReportWords.Of(message, parts);
            if (recipients.Count == 0)
                recipients = [.. words.Recipients(returned).Take(MaxRecipients)];
            if (recipients.Count == 0)
                return null;
            var ids = returned.MessageIds.Concat(words.MessageIds).Distinct(StringComparer.Ordinal).Take(5).ToList();
            return new DeliveryReport([.. recipients.Select(r => words.Complete(r))], ids, returned.Marker ?? words.Marker);
        }
    }

    private static IEnumerable<MimeEntity> Parts(MimeEntity? entity, int depth) => entity switch
    {
        null => [],
        // Without a boundary that can be read there are no parts, and what they say stands before them.
        Multipart { Count: 0, Preamble: { Length: > 0 } words } => [new TextPart("plain") { Text = words }],
        Multipart several when depth < 10 => several.SelectMany(part => Parts(part, depth + 1)),
        _ => [entity],
    };

    private static IEnumerable<ReportedRecipient> FromStatus(MessageDeliveryStatus status)
    {
        List<HeaderList> groups;
        try
        {
            groups = [.. status.StatusGroups];
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            yield break;
        }
        foreach (var group in groups)
        {
            var addresses = new[] { group["Final-Recipient"], group["Original-Recipient"], group["X-Actual-Recipient"] }
                .Select(Address).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (addresses.Count == 0)
                continue;
            var code = ReportWords.StatusIn(group["Status"]);
            var words = DisplayText.Clean(Typed(group["Diagnostic-Code"]), 500);
            if (OutcomeOf(group["Action"]?.Trim(), code) is { } outcome)
                yield return new ReportedRecipient(addresses, outcome, code, words);
        }
    }

    private static DeliveryOutcome? OutcomeOf(string? action, string? code) => action?.Split([' ', '('], 2)[0].ToLowerInvariant() switch
    {
        "failed" or "failure" => DeliveryOutcome.Failed,
        // Some servers call a failure a delay: the class of the code says which.
        "delayed" => code?.StartsWith('5') == true ? DeliveryOutcome.Failed : DeliveryOutcome.Delayed,
        "delivered" or "relayed" or "expanded" => DeliveryOutcome.Delivered,
        _ => code?[0] switch { '5' => DeliveryOutcome.Failed, '4' => DeliveryOutcome.Delayed, '2' => DeliveryOutcome.Delivered, _ => null },
    };

    // "rfc822; bob@example.com"
    private static string? Address(string? value)
    {
        if (value is null)
            return null;
        var address = Typed(value).Trim().Trim('<', '>', '"');
        return AddressParser.FindAddress(address);
    }

    private static string Typed(string? value) => value is null ? "" : value.IndexOf(';') is >= 0 and < 30 and var end ? value[(end + 1)..].Trim() : value.Trim();
}
