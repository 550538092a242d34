using System.Text.Json;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;

namespace SimpleCrm.Sync;

/// <summary>Turns fetched emails into rows: all of the intake's work that needs no database, so that it runs beside it.</summary>
internal sealed class IntakePreparation(Vault vault, TimeProvider time)
{
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromDays(7);
    private const int MaxReferences = 100;

    public IntakeItem Prepare(FetchedEmail fetched, long mailboxId, string address, FolderRole role)
    {
        if (fetched.Content is not { } content)
            return new IntakeItem { Remote = fetched.Remote, Failure = Shorten(fetched.Failure ?? "empty", 200) };
        try
        {
            return Prepare(fetched, content, mailboxId, address, role);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new IntakeItem { Remote = fetched.Remote, Failure = $"prepare:{exception.GetType().Name}" };
        }
    }

    private IntakeItem Prepare(FetchedEmail fetched, ParsedEmail content, long mailboxId, string address, FolderRole role)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var id = RowId.Next();
        var isDraft = fetched.IsDraft || role == FolderRole.Drafts;
        var isOwn = role is FolderRole.Sent or FolderRole.Drafts || content.From.Email.Equals(address, StringComparison.OrdinalIgnoreCase);
        var sentAt = content.SentAt?.UtcDateTime;
        var receivedAt = fetched.ReceivedAt == default ? sentAt ?? now : fetched.ReceivedAt.UtcDateTime;
        var references = content.References.Count <= MaxReferences
            ? content.References
            : [content.References[0], .. content.References.Skip(content.References.Count - MaxReferences + 1)];
        var email = new Email
        {
            Id = id,
            MailboxId = mailboxId,
            ExternalId = fetched.ExternalId,
            MessageId = Shorten(content.MessageId, 998),
            IdentityHash = EmailIdentity.Hash(content, fetched.Size, isDraft),
            FromAddress = Shorten(content.From.Email, 320)!,
            FromName = Shorten(content.From.Name, 300)!,
            PeopleJson = JsonSerializer.Serialize(new EmailPeople
            {
                To = content.To,
                Cc = content.Cc,
                Bcc = content.Bcc,
                ReplyTo = content.ReplyTo,
                Sender = content.Sender,
                FollowupTo = content.FollowupTo.Count > 0 ? content.FollowupTo : null,
                ListPost = Shorten(content.ListPost, 500),
            }),
            Subject = Shorten(content.Subject, 1000)!,
            Snippet = Shorten(content.Snippet, 300)!,
            SentAt = sentAt,
            ReceivedAt = receivedAt,
            SortAt = sentAt <= receivedAt && receivedAt - sentAt < LongestDelivery ? sentAt.Value : receivedAt,
            Direction = isOwn ? EmailDirection.Outbound : EmailDirection.Inbound,
            Status = isDraft ? EmailStatus.Draft : isOwn ? EmailStatus.Sent : EmailStatus.Delivered,
            IsRead = fetched.Remote.IsRead,
            IsStarred = fetched.Remote.IsStarred,
            IsAnswered = fetched.Remote.IsAnswered,
            Categories = fetched.Remote.Categories ?? "",
            Focus = fetched.Remote.Focus,
            HasAttachments = content.Attachments.Any(a => !a.IsInline),
            IsAutoReply = content.IsAutoReply,
            Report = !isOwn && !isDraft && Outbox.DeliveryReportReader.MayBe(content) ? ReportState.Waiting : ReportState.None,
            Size = fetched.Size,
            InReplyTo = Shorten(content.InReplyTo, 998),
            References = string.Join(' ', references),
            ListId = Shorten(content.ListId, 300),
            Warnings = Shorten(string.Join(',', content.Warnings), 300)!,
            CreatedAt = now,
            UpdatedAt = now,
            SyncedAt = now,
        };
        return new IntakeItem
        {
            Remote = fetched.Remote,
            Email = email,
            Body = BodyFor(id),
            BodyFor = BodyFor,
            Words = () => BodyReading.Words(content.BodyText ?? "", content.BodyHtml ?? ""),
            Attachments = [.. content.Attachments.Select(a => AttachmentOf(id, a))],
            Meeting = isDraft ? null : InvitationReader.Read(content.Calendar, id, mailboxId),
            ThreadKeys = [.. references.Append(content.InReplyTo).Append(content.MessageId)
                .Where(m => !string.IsNullOrEmpty(m)).Distinct().Select(m => EmailIdentity.MessageIdHash(m!))],
            ExternalThreadId = fetched.ExternalThreadId,
            OutgoingMarker = content.OutgoingMarker,
        };

        EmailBody BodyFor(long emailId) => new()
        {
            EmailId = emailId,
            TextCipher = vault.EncryptText(content.BodyText, $"EmailBodies:{emailId}:Text"),
            HtmlCipher = vault.EncryptText(content.BodyHtml, $"EmailBodies:{emailId}:Html"),
        };
    }

    private static Attachment AttachmentOf(long emailId, ParsedAttachment part) => new()
    {
        EmailId = emailId,
        ExternalId = Shorten(part.PartPath, 500)!,
        FileName = Shorten(part.FileName, 300)!,
        MimeType = Shorten(part.MimeType, 200)!,
        Size = part.Size,
        ContentId = Shorten(part.ContentId, 500),
        IsInline = part.IsInline,
        TransferEncoding = Shorten(part.TransferEncoding, 40),
    };

    // A cut must not leave half of a surrogate pair behind.
    private static string? Shorten(string? text, int length) => text is null || text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
