namespace SimpleCrm.Mail;

/// <summary>A leaf of the message that is not the displayed body.</summary>
/// <param name="PartPath">IMAP part specifier (RFC 9051 §6.4.5) such as "2" or "1.3"; "1" for a single-part message.
/// A file uuencoded inside a text part is that part's path with "!n" appended; <see cref="ImapPart"/> is the part to fetch.</param>
/// <param name="FileName">The one decoded, cleaned name: checked, shown and saved alike. Never empty, never holds a path.</param>
/// <param name="MimeType">Lower case, without parameters.</param>
/// <param name="Size">Octets after decoding, estimated from the transfer-encoded size.</param>
/// <param name="ContentId">Without angle brackets.</param>
/// <param name="IsInline">The HTML body shows this part through a cid: address, or the sender marked it inline and gave it a Content-ID.</param>
/// <param name="TransferEncoding">Content-Transfer-Encoding in lower case.</param>
public sealed record ParsedAttachment(
    string PartPath, string FileName, string MimeType, long Size, string? ContentId, bool IsInline, string? TransferEncoding)
{
    /// <summary>The part specifier to ask a server for.</summary>
    public string ImapPart => PartPath.IndexOf('!') is var mark and >= 0 ? PartPath[..mark] : PartPath;
}
