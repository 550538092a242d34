namespace SimpleCrm.Outbox;

/// <summary>A file that waits, encrypted, to be sent.</summary>
/// <param name="Id">Goes into <see cref="SendAttachment.UploadId"/>; useful to its owner only.</param>
/// <param name="FileName">Cleaned name.</param>
/// <param name="MimeType">Lower case, without parameters.</param>
/// <param name="Size">Bytes.</param>
public sealed record UploadedAttachment(string Id, string FileName, string MimeType, long Size);
