using System.Text.Json;
using SimpleCrm.Outbox;

namespace SimpleCrm.Mail;

/// <summary>Makes what is shown from what is stored.</summary>
internal static class EmailViews
{
    public static EmailView Of(Email email, IReadOnlyList<AttachmentView> attachments, SendingState? sending, int remoteImages, bool imagesAllowed)
    {
        var people = StoredPeople.People(email.PeopleJson);
        var recipients = sending is null ? [] : JsonSerializer.Deserialize<List<OutgoingRecipient>>(sending.RecipientsJson) ?? [];
        return new EmailView
        {
            Id = email.Id,
            ThreadId = email.ThreadId,
            MailboxId = email.MailboxId,
            From = new EmailAddress(email.FromAddress, email.FromName),
            Sender = people.Sender,
            To = people.To,
            Cc = people.Cc,
            Bcc = people.Bcc,
            ReplyTo = people.ReplyTo,
            Subject = email.Subject,
            Snippet = email.Snippet,
            MessageId = email.MessageId,
            InReplyTo = email.InReplyTo,
            SentAt = email.SentAt,
            ReceivedAt = email.ReceivedAt,
            Direction = email.Direction,
            Status = email.Status,
            IsRead = email.IsRead,
            IsStarred = email.IsStarred,
            IsAnswered = email.IsAnswered,
            Categories = email.Categories.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Focus = email.Focus,
            Size = email.Size,
            CreatedAt = email.CreatedAt,
            UpdatedAt = email.UpdatedAt,
            SyncedAt = email.SyncedAt,
            Attachments = attachments,
            RemoteImages = remoteImages,
            RemoteImagesAllowed = imagesAllowed,
            Warnings = email.Warnings.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            OutgoingId = email.OutgoingEmailId,
            SendState = sending?.State,
            ServerReply = sending?.ServerReply,
            RefusedRecipients = [.. recipients.Where(r => r.Rejection is not null)],
            ReportedRecipients = [.. recipients.Where(r => r.Delivery is not null)],
            ScheduledFor = sending?.ScheduledFor,
            DueAt = sending?.DueAt,
        };
    }

    public static AttachmentView Of(Attachment attachment, string url) => new(
        attachment.Id, attachment.FileName.Length > 0 ? attachment.FileName : "attachment", attachment.MimeType, attachment.Size, url, attachment.IsInline);

    public static EmailItem Item(Email email)
    {
        var people = StoredPeople.People(email.PeopleJson);
        return new EmailItem
        {
            Id = email.Id,
            MailboxId = email.MailboxId,
            ThreadId = email.ThreadId,
            MessageId = email.MessageId,
            InReplyTo = email.InReplyTo,
            From = new EmailAddress(email.FromAddress, email.FromName),
            To = people.To,
            Cc = people.Cc,
            Bcc = people.Bcc,
            Subject = email.Subject,
            Snippet = email.Snippet,
            SentAt = email.SentAt,
            ReceivedAt = email.ReceivedAt,
            Direction = email.Direction,
            Status = email.Status,
            IsRead = email.IsRead,
            IsStarred = email.IsStarred,
            HasAttachments = email.HasAttachments,
            CreatedAt = email.CreatedAt,
            UpdatedAt = email.UpdatedAt,
            SyncedAt = email.SyncedAt,
        };
    }

    /// <summary>Everyone of a thread once: those who wrote, in the order they joined, then those who only received.</summary>
    public static IReadOnlyList<EmailAddress> Participants(IReadOnlyList<EmailView> emails) =>
        [.. emails.Select(e => e.From).Concat(emails.SelectMany(e => e.To.Concat(e.Cc)))
            .Where(a => a.Email.Length > 0 || a.Name.Length > 0)
            .GroupBy(a => a.Email.Length > 0 ? a.Email : a.Name, StringComparer.OrdinalIgnoreCase)
            .Select(group => group.FirstOrDefault(a => a.Name.Length > 0) ?? group.First())];
}
