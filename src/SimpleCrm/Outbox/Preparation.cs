using System.Globalization;
using System.Text.Json;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>Turns a checked request into the rows to store. Reads what the request refers to; stores nothing.</summary>
internal sealed class Preparation(OriginalEmails originals, OutgoingFiles files, OutgoingContents contents, IntakePreparation intake, TimeProvider time)
{
    /// <summary>Null when the check failed; what is wrong is in it.</summary>
    public async Task<PreparedEmail?> PrepareAsync(Viewer viewer, Mailbox mailbox, SendRequest request, SendCheck check, CancellationToken cancellationToken)
    {
        OriginalEmail? original = null;
        if (request.InReplyTo is { } reference)
        {
            original = await originals.FindAsync(viewer, mailbox.Id, reference, cancellationToken);
            if (original is null && (request.IncludeQuote || !reference.Contains('@')))
                check.Add("inReplyTo", "The email this belongs to is not there any more.");
        }
        var parts = await files.OpenAsync(viewer, request, check, cancellationToken);
        if (check.Failed)
            return null;
        var outgoing = NewRow(viewer, mailbox, request);
        var (own, pictures) = await OwnHtmlAsync(viewer, request, outgoing.MessageId, check, cancellationToken);
        if (check.Failed)
            return null;
        var draft = await DraftAsync(viewer, mailbox, request, original, outgoing, own, [.. parts, .. pictures], cancellationToken);
        await using var message = contents.Begin(outgoing.Id);
        await MessageBuilder.WriteAsync(draft, message, cancellationToken);
        if (message.Length > SizeLimits.Message(mailbox.Provider, mailbox.SizeLimit))
        {
            check.Add("attachments", string.Create(CultureInfo.InvariantCulture,
                $"The email would have {message.Length / 1e6:0.0} MB; this mailbox's server takes at most {SizeLimits.Message(mailbox.Provider, mailbox.SizeLimit) / 1e6:0.0} MB. Remove a file or a picture."));
            return null;
        }
        await message.CompleteAsync(cancellationToken);
        var prepared = await RowsAsync(mailbox, request, outgoing, message, cancellationToken);
        message.Keep();
        return prepared;
    }

    /// <summary>The copy of a draft for the Drafts folder, for its reader to dispose. What it refers to and is not there any more is left out.</summary>
    public async Task<MessageSpool> BuildDraftAsync(Viewer viewer, Mailbox mailbox, SendRequest request, Draft draft, CancellationToken cancellationToken)
    {
        var original = request.InReplyTo is { } reference ? await originals.FindAsync(viewer, mailbox.Id, reference, cancellationToken) : null;
        var parts = await files.OpenAsync(viewer, request, new SendCheck(), cancellationToken);
        var row = new OutgoingEmail { MessageId = draft.MessageId, DueAt = time.GetUtcNow().UtcDateTime };
        var (own, pictures) = await OwnHtmlAsync(viewer, request, draft.MessageId, new SendCheck(), cancellationToken);
        var message = await DraftAsync(viewer, mailbox, request, original, row, own, [.. parts, .. pictures], cancellationToken);
        message = message with { OutgoingId = null, DraftMark = DraftMark.Of(draft.Id, draft.Revision, message.Subject, message.Text) };
        var copy = contents.Begin(RowId.Next());
        try
        {
            if (request.Bcc.Count > 0)
                await copy.WriteAsync(MessageBuilder.BccLine(request.Bcc), cancellationToken);
            await MessageBuilder.WriteAsync(message, copy, cancellationToken);
            await copy.CompleteAsync(cancellationToken);
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    private async Task<(string? Html, IReadOnlyList<OutgoingPart> Pictures)> OwnHtmlAsync(Viewer viewer, SendRequest request, string messageId, SendCheck check, CancellationToken cancellationToken) =>
        request.PlainText || request.BodyHtml is null ? (null, []) : await files.Pictures.TakeAsync(viewer, ComposedHtml.Clean(request.BodyHtml), messageId, check, cancellationToken);

    private OutgoingEmail NewRow(Viewer viewer, Mailbox mailbox, SendRequest request)
    {
        var now = time.GetUtcNow();
        var due = request.SendAt is { } at && at > now + request.UndoWindow ? at : now + request.UndoWindow;
        var recipients = request.To.Concat(request.Cc).Concat(request.Bcc)
            .Select(p => SendCheck.Canonical(p.Email)!).Distinct(StringComparer.OrdinalIgnoreCase).Select(a => new OutgoingRecipient(a)).ToList();
        return new OutgoingEmail
        {
            MailboxId = mailbox.Id,
            UserId = viewer.UserId,
            MessageId = MessageBuilder.NewMessageId(SendCheck.Canonical(mailbox.Address) ?? mailbox.Address),
            Subject = request.Subject,
            RecipientsJson = JsonSerializer.Serialize(recipients),
            RecipientCount = recipients.Count,
            DueAt = due.UtcDateTime,
            ScheduledFor = request.SendAt is { } chosen && chosen > now ? chosen.UtcDateTime : null,
            ScheduledZone = request.SendAt is null ? null : request.TimeZone ?? viewer.TimeZone,
            CancelIfAnswered = request.CancelIfAnswered,
            RemindAt = request.RemindAt?.UtcDateTime,
            CreatedAt = now.UtcDateTime,
        };
    }

    private async Task<MessageDraft> DraftAsync(
        Viewer viewer, Mailbox mailbox, SendRequest request, OriginalEmail? original, OutgoingEmail outgoing, string? html, IReadOnlyList<OutgoingPart> parts,
        CancellationToken cancellationToken)
    {
        var quote = request.IncludeQuote && original is not null ? OutgoingQuote.Of(original, request.Mode, viewer.TimeZone) : OutgoingQuote.None;
        var own = request.BodyText ?? (html is null ? "" : HtmlToText.Convert(html, HtmlToTextOptions.Readable));
        if (html is null && !request.PlainText && quote.Html.Length > 0 && request.BodyText is { } text)
            html = TextToHtml.Convert(text);
        if (html is not null)
            html = quote.Below(html);
        var quoted = html is null ? [] : await files.QuotedImagesAsync(viewer, original, quote.Html, cancellationToken);
        var thread = ThreadHeaders(request, original);
        return new MessageDraft
        {
            OutgoingId = outgoing.Id,
            MessageId = outgoing.MessageId,
            From = new EmailAddress(mailbox.Address, mailbox.DisplayName),
            Date = TimeZoneInfo.ConvertTime(new DateTimeOffset(outgoing.DueAt, TimeSpan.Zero), OutgoingQuote.Zone(viewer.TimeZone)),
            To = request.To,
            Cc = request.Cc,
            Subject = request.Subject.Trim(),
            Html = html,
            Text = quote.BelowText(own),
            Calendar = request.Calendar,
            InReplyTo = thread.InReplyTo,
            References = thread.References,
            Parts = [.. parts, .. quoted],
        };
    }

    private static (string? InReplyTo, IReadOnlyList<string> References) ThreadHeaders(SendRequest request, OriginalEmail? original)
    {
        // A Message-ID that is not stored here is still the right parent.
        if (original is null)
            return request.InReplyTo is { } id && MessageIds.Normalise(id) is { } unknown ? (unknown, [unknown]) : (null, []);
        var references = original.Email.References.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var headers = ReplyHeaders.For(original.Email.MessageId, original.Email.InReplyTo, references, original.Email.Subject, OutgoingQuote.ModeOf(request.Mode));
        return (headers.InReplyTo, headers.References);
    }

    // The message is read back as the intake would read its copy in Sent: what the thread shows is what was sent.
    private async Task<PreparedEmail> RowsAsync(Mailbox mailbox, SendRequest request, OutgoingEmail outgoing, MessageSpool message, CancellationToken cancellationToken)
    {
        await using var source = await message.Content.OpenAsync(cancellationToken);
        var item = intake.Prepare(new FetchedEmail
        {
            Remote = new RemoteEmail("", IsRead: true, IsStarred: false, IsAnswered: false),
            ReceivedAt = new DateTimeOffset(outgoing.CreatedAt, TimeSpan.Zero),
            Size = message.Length,
            Content = MimeReader.Read(source, MimeLimits.Default, cancellationToken),
        }, mailbox.Id, mailbox.Address, FolderRole.Sent);
        var email = item.Email!;
        email.PeopleJson = JsonSerializer.Serialize(new EmailPeople { To = request.To, Cc = request.Cc, Bcc = request.Bcc });
        email.Status = EmailStatus.Draft;
        // A scheduled email is not from the future: it stands where it was written until it is sent.
        email.SortAt = outgoing.CreatedAt;
        email.OutgoingEmailId = outgoing.Id;
        outgoing.EmailId = email.Id;
        return new PreparedEmail(outgoing, contents.Seal(outgoing.Id, message), item);
    }
}
