using System.Text.Json;
using SimpleCrm.Access;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>Turns a checked request into the rows to store. Reads what the request refers to; stores nothing.</summary>
internal sealed class Preparation(OriginalEmails originals, OutgoingFiles files, OutgoingContents contents, Vault vault, TimeProvider time)
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
        var draft = await DraftAsync(viewer, mailbox, request, original, outgoing, parts, cancellationToken);
        var message = MessageBuilder.Build(draft);
        return Rows(mailbox, request, outgoing, message);
    }

    private OutgoingEmail NewRow(Viewer viewer, Mailbox mailbox, SendRequest request)
    {
        var now = time.GetUtcNow();
        var due = request.SendAt is { } at && at > now + request.UndoWindow ? at : now + request.UndoWindow;
        return new OutgoingEmail
        {
            MailboxId = mailbox.Id,
            UserId = viewer.UserId,
            MessageId = MessageBuilder.NewMessageId(SendCheck.Canonical(mailbox.Address) ?? mailbox.Address),
            Subject = request.Subject,
            RecipientsJson = JsonSerializer.Serialize(request.To.Concat(request.Cc).Concat(request.Bcc)
                .Select(p => SendCheck.Canonical(p.Email)!).Distinct(StringComparer.OrdinalIgnoreCase).Select(a => new OutgoingRecipient(a))),
            DueAt = due.UtcDateTime,
            CreatedAt = now.UtcDateTime,
        };
    }

    private async Task<MessageDraft> DraftAsync(
        Viewer viewer, Mailbox mailbox, SendRequest request, OriginalEmail? original, OutgoingEmail outgoing, IReadOnlyList<OutgoingPart> parts, CancellationToken cancellationToken)
    {
        var quote = request.IncludeQuote && original is not null ? OutgoingQuote.Of(original, request.Mode, viewer.TimeZone) : OutgoingQuote.None;
        var html = request.BodyHtml;
        if (html is null && quote.Html.Length > 0 && request.BodyText is { } text)
            html = TextToHtml.Convert(text);
        IReadOnlyList<OutgoingPart> pasted = [];
        if (html is not null)
        {
            (html, pasted) = InlineImages.Extract(html, outgoing.MessageId);
            html += quote.Html;
        }
        var quoted = html is null ? [] : await files.QuotedImagesAsync(viewer, original, quote.Html, cancellationToken);
        var own = request.BodyText ?? (request.BodyHtml is { } body ? HtmlToText.Convert(body, HtmlToTextOptions.Readable) : "");
        var thread = ThreadHeaders(request, original);
        return new MessageDraft
        {
            OutgoingId = outgoing.Id,
            MessageId = outgoing.MessageId,
            From = new EmailAddress(mailbox.Address, mailbox.DisplayName),
            Date = TimeZoneInfo.ConvertTime(new DateTimeOffset(outgoing.DueAt, TimeSpan.Zero), Zone(viewer.TimeZone)),
            To = request.To,
            Cc = request.Cc,
            Subject = request.Subject.Trim(),
            Html = html,
            Text = own + quote.Text,
            InReplyTo = thread.InReplyTo,
            References = thread.References,
            Parts = [.. parts, .. pasted, .. quoted],
        };
    }

    // RFC 5322 §3.6.4: the parent's references, then the parent.
    private static (string? InReplyTo, IReadOnlyList<string> References) ThreadHeaders(SendRequest request, OriginalEmail? original)
    {
        if (original is null)
            return request.InReplyTo is { } id && MessageIds.Normalise(id) is { } unknown && unknown.Contains('@') ? (unknown, [unknown]) : (null, []);
        if (original.Email.MessageId is not { } parent)
            return (null, []);
        var references = original.Email.References.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (references.Length == 0 && original.Email.InReplyTo is { } grandparent)
            references = [grandparent];
        IReadOnlyList<string> all = [.. references.Where(r => r != parent), parent];
        return (request.Mode == ComposeMode.Forward ? null : parent, all);
    }

    private PreparedEmail Rows(Mailbox mailbox, SendRequest request, OutgoingEmail outgoing, byte[] message)
    {
        var parsed = MimeReader.Read(new MemoryStream(message, writable: false), MimeLimits.Default, CancellationToken.None);
        var now = outgoing.CreatedAt;
        var email = new Email
        {
            MailboxId = mailbox.Id,
            MessageId = outgoing.MessageId,
            FromAddress = parsed.From.Email,
            FromName = parsed.From.Name,
            PeopleJson = JsonSerializer.Serialize(new EmailPeople { To = request.To, Cc = request.Cc, Bcc = request.Bcc }),
            Subject = parsed.Subject,
            Snippet = parsed.Snippet,
            SentAt = outgoing.DueAt,
            ReceivedAt = now,
            SortAt = now,
            Direction = EmailDirection.Outbound,
            Status = EmailStatus.Draft,
            IsRead = true,
            HasAttachments = parsed.Attachments.Any(a => !a.IsInline),
            Size = message.Length,
            InReplyTo = parsed.InReplyTo,
            References = string.Join(' ', parsed.References),
            OutgoingEmailId = outgoing.Id,
            CreatedAt = now,
            UpdatedAt = now,
            SyncedAt = now,
        };
        outgoing.EmailId = email.Id;
        return new PreparedEmail
        {
            Outgoing = outgoing,
            Content = contents.Seal(outgoing.Id, message),
            Email = email,
            Body = new EmailBody
            {
                EmailId = email.Id,
                TextCipher = vault.EncryptText(parsed.BodyText, BodyPlaces.Text(email.Id)),
                HtmlCipher = vault.EncryptText(parsed.BodyHtml, BodyPlaces.Html(email.Id)),
            },
            Attachments = [.. parsed.Attachments.Select(a => new Attachment
            {
                EmailId = email.Id,
                ExternalId = a.PartPath,
                FileName = a.FileName,
                MimeType = a.MimeType,
                Size = a.Size,
                ContentId = a.ContentId,
                IsInline = a.IsInline,
                TransferEncoding = a.TransferEncoding,
            })],
        };
    }

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
