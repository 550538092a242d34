using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>Turns drafts into messages: for the provider's Drafts folder, and into what is asked to be sent.</summary>
internal sealed class DraftMessages(DraftStore store, Viewers viewers, Preparation preparation)
{
    /// <summary>The copy for the Drafts folder, to be disposed; null when its writer may not write now or its mailbox is gone.</summary>
    public async Task<MessageSpool?> BuildAsync(Draft draft, CancellationToken cancellationToken)
    {
        Mailbox? mailbox;
        await using (var db = await store.OpenAsync(cancellationToken))
            mailbox = await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == draft.MailboxId && m.OwnerId == draft.UserId, cancellationToken);
        if (mailbox is null || await viewers.FindAsync(draft.UserId, cancellationToken) is not { } viewer)
            return null;
        var content = store.Content(draft);
        return await preparation.BuildDraftAsync(viewer, mailbox, Sendable(Request(draft, content)), draft, cancellationToken);
    }

    /// <summary>What sending the draft asks for.</summary>
    public static SendRequest Request(Draft draft, DraftContent content)
    {
        var original = content.Kind == ComposeMode.Forward ? content.ForwardsEmailId : content.AnswersEmailId;
        return new SendRequest
        {
            MailboxId = draft.MailboxId,
            To = content.To,
            Cc = content.Cc,
            Bcc = content.Bcc,
            Subject = content.Subject,
            PlainText = content.IsPlainText,
            BodyHtml = content.IsPlainText || content.Html.Length == 0 ? null : content.Html,
            BodyText = content.IsPlainText || content.Html.Length == 0 ? content.Text : content.Text.Length > 0 ? content.Text : null,
            Attachments =
            [
                .. content.AttachmentIds.Select(id => new SendAttachment { UploadId = id }),
                .. content.ForwardedAttachmentIds.Select(id => new SendAttachment { AttachmentId = id }),
            ],
            InReplyTo = original?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Mode = original is null ? ComposeMode.New : content.Kind,
            IncludeQuote = original is not null && content.Quote == DraftQuote.Kept,
        };
    }

    // A copy can hold only what a message can: half an address stays here.
    private static SendRequest Sendable(SendRequest request) => request with
    {
        To = Sendable(request.To),
        Cc = Sendable(request.Cc),
        Bcc = Sendable(request.Bcc),
        Subject = DisplayText.Clean(request.Subject, OutboxLimits.SubjectLength),
    };

    private static IReadOnlyList<EmailAddress> Sendable(IReadOnlyList<EmailAddress> people) =>
        [.. people.Where(p => SendCheck.Canonical(p.Email) is not null).Select(p => p with { Name = DisplayText.Clean(p.Name, 300) })];
}
