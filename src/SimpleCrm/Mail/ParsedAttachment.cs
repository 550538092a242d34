namespace SimpleCrm.Mail;

/// <summary>A leaf part that is not the displayed body.</summary>
/// <param name="PartPath">IMAP part specifier (RFC 3501 §6.4.5): "2", "1.3"; "1" for a single-part message.</param>
/// <param name="FileName">Decoded and cleaned; empty when the part has none.</param>
/// <param name="MimeType">Lower case, without parameters.</param>
/// <param name="Size">Bytes as transferred.</param>
/// <param name="ContentId">Without angle brackets.</param>
/// <param name="IsInline">Meant to be shown within the body.</param>
/// <param name="TransferEncoding">Content-Transfer-Encoding, lower case; null means 7bit.</param>
public sealed record ParsedAttachment(string PartPath, string FileName, string MimeType, long Size, string? ContentId, bool IsInline, string? TransferEncoding);
