namespace SimpleCrm.Outbox;

/// <summary>
/// A file to send: an earlier upload, an attachment of an email the sender may read, or the bytes themselves. Exactly one of the three is given.
/// </summary>
public sealed record SendAttachment
{
    /// <summary>From <see cref="AttachmentUploads.StoreAsync"/>.</summary>
    public string? UploadId { get; init; }

    /// <summary>An attachment of a received or sent email, taken along when forwarding.</summary>
    public long? AttachmentId { get; init; }

    /// <summary>The decoded bytes; needs <see cref="FileName"/>.</summary>
    public byte[]? Content { get; init; }
    public string? FileName { get; init; }

    /// <summary>Guessed from the file name when null.</summary>
    public string? MimeType { get; init; }
}
