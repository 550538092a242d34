using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>A stored draft.</summary>
public sealed record DraftAnswer
{
    public required string Id { get; init; }
    public required int Revision { get; init; }
    public required DateTime SavedAt { get; init; }
    public required string MailboxId { get; init; }
    public required ComposeMode Kind { get; init; }
    public string? AnswersEmailId { get; init; }
    public string? ForwardsEmailId { get; init; }
    public string? From { get; init; }
    public required IReadOnlyList<DraftPerson> To { get; init; }
    public required IReadOnlyList<DraftPerson> Cc { get; init; }
    public required IReadOnlyList<DraftPerson> Bcc { get; init; }
    public required string Subject { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public required bool IsPlainText { get; init; }
    public string? SignatureId { get; init; }
    public required DraftQuoteBody Quote { get; init; }
    public required IReadOnlyList<string> AttachmentIds { get; init; }
    public required IReadOnlyList<string> ForwardedAttachmentIds { get; init; }

    /// <summary>Its files with their names, uploaded ones first; one that is not there any more is left out.</summary>
    public IReadOnlyList<DraftFile> Attachments { get; init; } = [];
    public bool? TrackOpens { get; init; }

    internal static DraftAnswer Of(DraftView draft) => new()
    {
        Id = draft.Id,
        Revision = draft.Revision,
        SavedAt = draft.SavedAt,
        MailboxId = ApiIds.Text(draft.MailboxId),
        Kind = draft.Content.Kind,
        AnswersEmailId = ApiIds.Text(draft.Content.AnswersEmailId),
        ForwardsEmailId = ApiIds.Text(draft.Content.ForwardsEmailId),
        From = draft.Content.From,
        To = People(draft.Content.To),
        Cc = People(draft.Content.Cc),
        Bcc = People(draft.Content.Bcc),
        Subject = draft.Content.Subject,
        Html = draft.Content.Html,
        Text = draft.Content.Text,
        IsPlainText = draft.Content.IsPlainText,
        SignatureId = draft.Content.SignatureId,
        Quote = new DraftQuoteBody(draft.Content.Quote),
        AttachmentIds = draft.Content.AttachmentIds,
        ForwardedAttachmentIds = [.. draft.Content.ForwardedAttachmentIds.Select(ApiIds.Text)],
        TrackOpens = draft.Content.TrackOpens,
    };

    private static IReadOnlyList<DraftPerson> People(IReadOnlyList<EmailAddress> people) => [.. people.Select(p => new DraftPerson(p.Email, p.Name))];
}
