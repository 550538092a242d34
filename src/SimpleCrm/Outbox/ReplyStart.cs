using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>Prepares what the composer opens with when a person replies, forwards or writes anew.</summary>
public sealed class ReplyStart
{
    private readonly IDbContextFactory<SimpleCrmDbContext> _contexts;
    private readonly OriginalEmails _originals;
    private readonly SignedUrls _urls;

    internal ReplyStart(IDbContextFactory<SimpleCrmDbContext> contexts, OriginalEmails originals, SignedUrls urls)
    {
        _contexts = contexts;
        _originals = originals;
        _urls = urls;
    }

    /// <summary>Recipients, subject, quote and mailbox for an answer to or a forward of an email; null when it is unknown to the viewer.</summary>
    public async Task<ComposeStart?> ForAsync(Viewer viewer, long emailId, ComposeMode mode, CancellationToken cancellationToken)
    {
        if (await _originals.FindAsync(viewer, emailId, cancellationToken) is not { } original)
            return null;
        if (mode == ComposeMode.New)
            return await NewAsync(viewer, original.Email.MailboxId, cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var own = await db.MailboxesFor(viewer).Where(m => m.Id == original.Email.MailboxId).Select(m => new EmailAddress(m.Address, m.DisplayName)).SingleAsync(cancellationToken);
        var replyMode = OutgoingQuote.ModeOf(mode);
        var recipients = ReplyRecipients.For(new ReplySource
        {
            From = new EmailAddress(original.Email.FromAddress, original.Email.FromName),
            ReplyTo = original.People.ReplyTo,
            To = original.People.To,
            Cc = original.People.Cc,
            Bcc = original.People.Bcc,
            FollowupTo = original.People.FollowupTo ?? [],
            ListPost = original.People.ListPost,
        }, [own.Email, .. await db.MailboxesFor(viewer).Select(m => m.Address).ToListAsync(cancellationToken)], replyMode);
        var quote = OutgoingQuote.Of(original, mode, viewer.TimeZone);
        return new ComposeStart
        {
            Mode = mode,
            MailboxId = original.Email.MailboxId,
            From = own,
            To = recipients.To,
            Cc = recipients.Cc,
            Subject = mode == ComposeMode.Forward ? SubjectLine.ForForward(original.Email.Subject) : SubjectLine.ForReply(original.Email.Subject),
            InReplyTo = emailId.ToString(CultureInfo.InvariantCulture),
            ThreadId = original.Email.ThreadId,
            QuoteHtml = Show(viewer, original, quote.Html),
            QuoteText = quote.Text,
            ThreadDomains = [.. People(original).Select(p => p.Email[(p.Email.LastIndexOf('@') + 1)..].ToLowerInvariant()).Where(d => d.Length > 0).Distinct()],
            Senders = await SendersAsync(db, viewer, original.Email.MailboxId, cancellationToken),
            Attachments = mode != ComposeMode.Forward ? [] :
                [.. original.Attachments.Where(a => !a.IsInline).Select(a => new ComposeAttachment(a.Id, a.FileName, a.MimeType, a.Size))],
        };
    }

    /// <summary>The quote of <see cref="ForAsync"/> alone, as safe HTML, to be taken into the text; null when the email is unknown to the viewer.</summary>
    public async Task<string?> QuoteAsync(Viewer viewer, long emailId, ComposeMode mode, CancellationToken cancellationToken) =>
        await _originals.FindAsync(viewer, emailId, cancellationToken) is { } original ? Show(viewer, original, OutgoingQuote.Of(original, mode, viewer.TimeZone).Html) : null;

    /// <summary>A new email from the given mailbox, or the viewer's first usable one; null when there is none.</summary>
    public async Task<ComposeStart?> NewAsync(Viewer viewer, long? mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var mailbox = await db.MailboxesFor(viewer)
            .Where(m => m.State != MailboxState.Disconnected && (mailboxId == null || m.Id == mailboxId))
            .OrderBy(m => m.State == MailboxState.NeedsReconnect).ThenBy(m => m.Id)
            .Select(m => new { m.Id, m.Address, m.DisplayName }).FirstOrDefaultAsync(cancellationToken);
        return mailbox is null ? null : new ComposeStart
        {
            Mode = ComposeMode.New,
            MailboxId = mailbox.Id,
            From = new EmailAddress(mailbox.Address, mailbox.DisplayName),
            Senders = await SendersAsync(db, viewer, mailbox.Id, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<Sender>> SendersAsync(SimpleCrmDbContext db, Viewer viewer, long mailboxId, CancellationToken cancellationToken)
    {
        var mailboxes = await db.MailboxesFor(viewer).Where(m => m.State != MailboxState.Disconnected || m.Id == mailboxId)
            .OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Select(m => new { m.Id, m.Address, m.Provider, m.SizeLimit }).ToListAsync(cancellationToken);
        return [.. mailboxes.Select(m => new Sender(m.Id, m.Address, SizeLimits.Files(m.Provider, m.SizeLimit)))];
    }

    private static IEnumerable<EmailAddress> People(OriginalEmail original) =>
        [new(original.Email.FromAddress, original.Email.FromName), .. original.People.To, .. original.People.Cc, .. original.People.ReplyTo];

    private string Show(Viewer viewer, OriginalEmail original, string html) => SafeHtml.Sanitise(html, new SafeHtmlOptions
    {
        FoldQuotes = false,
        InlineImage = contentId => original.Attachments.FirstOrDefault(a => string.Equals(a.ContentId, contentId, StringComparison.OrdinalIgnoreCase)) is { } image
            ? _urls.ForAttachment(viewer, image.Id)
            : null,
    }).Html;
}
