using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Compose;

/// <summary>What the script of a composer begins with. Ids are text, because a browser's numbers are too small for them.</summary>
public sealed record ComposerStart(
    string Key, string Mode, string EmailId, string MailboxId, string? InReplyTo, IReadOnlyList<EmailAddress> To, IReadOnlyList<EmailAddress> Cc,
    string Subject, bool HasQuote, IReadOnlyList<ComposerFile> Attachments)
{
    public static ComposerStart From(OpenComposer open) => new(
        open.Key, open.Start.Mode.ToString(), open.EmailId?.ToString() ?? "", open.Start.MailboxId.ToString(), open.Start.InReplyTo, open.Start.To, open.Start.Cc,
        open.Start.Subject, open.Start.QuoteHtml.Length > 0, [.. open.Start.Attachments.Select(a => new ComposerFile(a.Id.ToString(), a.FileName, a.Size))]);
}
