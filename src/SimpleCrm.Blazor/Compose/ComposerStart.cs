using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Compose;

/// <summary>What the script of a composer begins with. Ids are text, because a browser's numbers are too small for them.</summary>
public sealed record ComposerStart(
    string Key, string Mode, string EmailId, string MailboxId, IReadOnlyList<EmailAddress> To, IReadOnlyList<EmailAddress> Cc, string Subject,
    IReadOnlyList<ComposerFile> Attachments, IReadOnlyList<string> Known, int Usual, IReadOnlyDictionary<string, long> FileLimits)
{
    public static ComposerStart From(OpenComposer open) => new(
        open.Key, open.Start.Mode.ToString(), open.EmailId?.ToString() ?? "", open.Start.MailboxId.ToString(), open.Start.To, open.Start.Cc, open.Start.Subject,
        [.. open.Start.Attachments.Select(a => new ComposerFile(a.Id.ToString(), a.FileName, a.Size))], open.Start.ThreadDomains, open.UsualRecipients,
        open.Start.Senders.ToDictionary(s => s.MailboxId.ToString(), s => s.FileBytes));
}
