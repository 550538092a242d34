using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>Turns the files a request names into bytes.</summary>
internal sealed class OutgoingFiles(AttachmentUploads uploads, ForwardedFiles forwarded)
{
    /// <summary>The pictures that stand in the text.</summary>
    public ComposedPictures Pictures { get; } = new(uploads, forwarded);

    /// <summary>The files in order; what is wrong goes to the check.</summary>
    public async Task<IReadOnlyList<OutgoingPart>> OpenAsync(Viewer viewer, SendRequest request, SendCheck check, CancellationToken cancellationToken)
    {
        var parts = new List<OutgoingPart>(request.Attachments.Count);
        long total = 0;
        foreach (var attachment in request.Attachments)
        {
            if (await OpenAsync(viewer, attachment, cancellationToken) is not { } part)
            {
                check.Add("attachments", attachment.AttachmentId is null
                    ? "An uploaded file is no longer there; add it again."
                    : "An attachment of the original could not be fetched or is too large; try again or remove it.");
                continue;
            }
            parts.Add(part);
            total += part.Content.Length;
            if (total <= OutboxLimits.AttachmentBytes)
                continue;
            check.Add("attachments", $"The attachments are larger than {OutboxLimits.AttachmentBytes / 1024 / 1024} MB together; remove some.");
            break;
        }
        return parts;
    }

    /// <summary>The original's pictures that its quoted HTML shows. One that cannot be fetched is left out: the words matter more.</summary>
    public async Task<IReadOnlyList<OutgoingPart>> QuotedImagesAsync(Viewer viewer, OriginalEmail? original, string quoteHtml, CancellationToken cancellationToken)
    {
        var parts = new List<OutgoingPart>();
        foreach (var image in original?.Attachments.Where(a => a.ContentId is { Length: > 0 } id && quoteHtml.Contains("cid:" + id, StringComparison.OrdinalIgnoreCase)) ?? [])
        {
            if (await forwarded.OpenAsync(viewer, image.Id, cancellationToken) is { } part)
                parts.Add(part with { ContentId = image.ContentId });
        }
        return parts;
    }

    private async Task<OutgoingPart?> OpenAsync(Viewer viewer, SendAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.UploadId is { } uploadId)
            return await uploads.OpenAsync(viewer, uploadId, cancellationToken);
        if (attachment.AttachmentId is { } attachmentId)
            return await forwarded.OpenAsync(viewer, attachmentId, cancellationToken);
        var type = ContentTypes.Of(attachment.MimeType, attachment.FileName!);
        return new OutgoingPart(FileNames.Clean(attachment.FileName, type), type, attachment.Content!);
    }
}
