using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>A file to send: <c>{"uploadId"}</c>, <c>{"attachmentId"}</c> of an email, or <c>{"fileName", "mimeType", "content"}</c> in base64.</summary>
public sealed record AttachmentBody
{
    /// <summary>From <c>POST /mail/uploads</c>.</summary>
    public string? UploadId { get; init; }

    /// <summary>A file of an email of one's own.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>Needed with <see cref="Content"/>.</summary>
    public string? FileName { get; init; }

    /// <summary>Guessed from the file name when absent.</summary>
    public string? MimeType { get; init; }

    /// <summary>Base64 (RFC 4648 §4).</summary>
    public byte[]? Content { get; init; }

    // An id that is no number is none that exists.
    internal SendAttachment ToAttachment() => new()
    {
        UploadId = UploadId,
        AttachmentId = AttachmentId is null ? null : ApiIds.Parse(AttachmentId) ?? 0,
        FileName = FileName,
        MimeType = MimeType,
        Content = Content,
    };
}
