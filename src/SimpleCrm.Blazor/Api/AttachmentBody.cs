using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>A file to send: <c>{"uploadId"}</c>, <c>{"attachmentId"}</c> of an email, or <c>{"fileName", "mimeType", "content"}</c> in base64.</summary>
public sealed record AttachmentBody
{
    public string? UploadId { get; init; }
    public string? AttachmentId { get; init; }
    public string? FileName { get; init; }
    public string? MimeType { get; init; }
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
