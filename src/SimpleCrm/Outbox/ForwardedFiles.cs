using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>The files of stored emails, opened to be sent again.</summary>
internal sealed class ForwardedFiles(AttachmentReading reading)
{
    /// <summary>Null when it is unknown to the viewer, cannot be had now, or is larger than may be sent.</summary>
    public async Task<OutgoingPart?> OpenAsync(Viewer viewer, long attachmentId, CancellationToken cancellationToken)
    {
        try
        {
            await using var attachment = await reading.OpenAsync(viewer, attachmentId, cancellationToken);
            if (attachment is null)
                return null;
            return await BoundedReading.CountAsync(attachment.Content, OutboxLimits.AttachmentBytes, cancellationToken) is { } length
                ? new OutgoingPart(attachment.FileName, attachment.MimeType, new MailContent(length, async ct => await ContentAsync(viewer, attachmentId, ct)))
                : null;
        }
        catch (AttachmentUnavailableException)
        {
            return null;
        }
    }

    private async Task<Stream> ContentAsync(Viewer viewer, long attachmentId, CancellationToken cancellationToken) =>
        (await reading.OpenAsync(viewer, attachmentId, cancellationToken) ?? throw new AttachmentUnavailableException(AttachmentObstacle.GoneFromServer)).Content;
}
