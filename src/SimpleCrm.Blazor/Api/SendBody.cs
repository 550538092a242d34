using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/email/send</c> and <c>POST /mail/send</c>.</summary>
public sealed record SendBody
{
    /// <summary>The mailbox to send from; its address is the sender.</summary>
    public string? MailboxId { get; init; }

    /// <summary>Each as <c>{"email":"ann@example.com","name":"Ann"}</c> or as text, <c>"Ann &lt;ann@example.com&gt;"</c>.</summary>
    public IReadOnlyList<RecipientBody>? To { get; init; }
    public IReadOnlyList<RecipientBody>? Cc { get; init; }
    public IReadOnlyList<RecipientBody>? Bcc { get; init; }
    public string? Subject { get; init; }
    public string? BodyHtml { get; init; }

    /// <summary>Made from bodyHtml when absent.</summary>
    public string? BodyText { get; init; }

    /// <summary>Send bodyText alone, without an HTML part.</summary>
    public bool PlainText { get; init; }
    public IReadOnlyList<AttachmentBody>? Attachments { get; init; }

    /// <summary>The id or Message-ID of the email that is answered or forwarded.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>"new", "reply", "replyAll" or "forward"; with inReplyTo and nothing else: "reply".</summary>
    public ComposeMode? Mode { get; init; }

    /// <summary>Append the original as a quote.</summary>
    public bool IncludeQuote { get; init; }

    /// <summary>Not before this time (ISO 8601 with offset).</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>IANA name of the zone in which sendAt was chosen.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Not sent when one of its recipients writes first.</summary>
    public bool CancelIfAnswered { get; init; }

    /// <summary>The conversation comes back to the Inbox at this time unless somebody has answered.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>Seconds in which it can be cancelled, at most 60.</summary>
    public int? UndoSeconds { get; init; }

    /// <summary>Not available yet; refused when given.</summary>
    public string? TemplateId { get; init; }
    public IReadOnlyList<string>? ContactIds { get; init; }
    public IReadOnlyList<string>? DealIds { get; init; }
    public bool? Tracking { get; init; }

    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>();
        if (MailboxId is null)
            mistakes["mailboxId"] = ["Say which mailbox to send from: see GET /api/email/status."];
        if (TemplateId is not null)
            mistakes["templateId"] = ["Templates are not available yet; send the text itself."];
        if (ContactIds is { Count: > 0 })
            mistakes["contactIds"] = ["Links to contacts are not available yet; leave this out."];
        if (DealIds is { Count: > 0 })
            mistakes["dealIds"] = ["Links to deals are not available yet; leave this out."];
        if (Tracking == true)
            mistakes["tracking"] = ["Tracking is not available yet; leave this out."];
        return mistakes;
    }

    internal SendRequest ToRequest(string? idempotencyKey) => new()
    {
        MailboxId = ApiIds.Parse(MailboxId) ?? 0,
        To = People(To),
        Cc = People(Cc),
        Bcc = People(Bcc),
        Subject = Subject ?? "",
        BodyHtml = BodyHtml,
        BodyText = BodyText,
        PlainText = PlainText,
        Attachments = [.. (Attachments ?? []).Select(a => a.ToAttachment())],
        InReplyTo = InReplyTo,
        Mode = Mode ?? (InReplyTo is null ? ComposeMode.New : ComposeMode.Reply),
        IncludeQuote = IncludeQuote,
        SendAt = SendAt,
        TimeZone = TimeZone,
        CancelIfAnswered = CancelIfAnswered,
        RemindAt = RemindAt,
        UndoWindow = TimeSpan.FromSeconds(UndoSeconds ?? 0),
        IdempotencyKey = idempotencyKey,
    };

    private static IReadOnlyList<EmailAddress> People(IReadOnlyList<RecipientBody>? people) => [.. (people ?? []).Select(p => p.ToAddress())];
}
