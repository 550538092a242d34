using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>PUT /api/email/drafts/{id}</c>: the whole draft. Recipients may be malformed; they are refused when it is sent.</summary>
public sealed record DraftBody
{
    /// <summary>The revision the text was begun from; 0 for a new draft.</summary>
    public int BaseRevision { get; init; }
    public string? MailboxId { get; init; }

    /// <summary>"new", "reply", "replyAll" or "forward".</summary>
    public ComposeMode Kind { get; init; }
    public string? AnswersEmailId { get; init; }
    public string? ForwardsEmailId { get; init; }
    public string? From { get; init; }
    public IReadOnlyList<DraftPerson>? To { get; init; }
    public IReadOnlyList<DraftPerson>? Cc { get; init; }
    public IReadOnlyList<DraftPerson>? Bcc { get; init; }
    public string? Subject { get; init; }
    public string? Html { get; init; }
    public string? Text { get; init; }
    public bool IsPlainText { get; init; }
    public string? SignatureId { get; init; }
    public DraftQuoteBody? Quote { get; init; }

    /// <summary>Ids of files uploaded before.</summary>
    public IReadOnlyList<string>? AttachmentIds { get; init; }

    /// <summary>Ids of attachments of other emails.</summary>
    public IReadOnlyList<string>? ForwardedAttachmentIds { get; init; }
    public bool? TrackOpens { get; init; }

    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>();
        if (ApiIds.Parse(MailboxId) is null)
            mistakes["mailboxId"] = ["Say which mailbox it will be sent from: see GET /api/email/status."];
        if (AnswersEmailId is not null && ApiIds.Parse(AnswersEmailId) is null)
            mistakes["answersEmailId"] = ["This is not the id of an email."];
        if (ForwardsEmailId is not null && ApiIds.Parse(ForwardsEmailId) is null)
            mistakes["forwardsEmailId"] = ["This is not the id of an email."];
        if (ForwardedAttachmentIds?.Any(id => ApiIds.Parse(id) is null) == true)
            mistakes["forwardedAttachmentIds"] = ["One of them is not the id of an attachment."];
        if (SignatureId?.Length > 100)
            mistakes["signatureId"] = ["This is not the id of a signature."];
        if (From?.Length > 1000)
            mistakes["from"] = ["The sender is too long."];
        return mistakes;
    }

    internal DraftContent ToContent() => new()
    {
        Kind = Kind,
        AnswersEmailId = ApiIds.Parse(AnswersEmailId),
        ForwardsEmailId = ApiIds.Parse(ForwardsEmailId),
        From = From,
        To = People(To),
        Cc = People(Cc),
        Bcc = People(Bcc),
        Subject = Subject ?? "",
        Html = Html ?? "",
        Text = Text ?? "",
        IsPlainText = IsPlainText,
        SignatureId = SignatureId,
        Quote = Quote?.Mode ?? DraftQuote.Kept,
        AttachmentIds = AttachmentIds ?? [],
        ForwardedAttachmentIds = [.. (ForwardedAttachmentIds ?? []).Select(id => ApiIds.Parse(id)!.Value)],
        TrackOpens = TrackOpens,
    };

    private static IReadOnlyList<EmailAddress> People(IReadOnlyList<DraftPerson>? people) => [.. (people ?? []).Select(p => new EmailAddress(p.Address ?? "", p.Name ?? ""))];
}
