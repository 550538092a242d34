namespace SimpleCrm.Outbox;

/// <summary>A file of a draft: an upload, or an attachment of another email.</summary>
/// <param name="UploadId">The upload; null for an attachment.</param>
/// <param name="AttachmentId">The attachment; null for an upload.</param>
/// <param name="FileName">Cleaned name.</param>
/// <param name="Size">Bytes.</param>
public sealed record DraftFile(string? UploadId, string? AttachmentId, string FileName, long Size);
