namespace SimpleCrm.Mail;

/// <summary>A file of an email.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="FileName">Decoded and cleaned; never empty.</param>
/// <param name="MimeType">Lower case, as the sender says: not to be trusted.</param>
/// <param name="Size">Bytes; about, until it has been fetched once.</param>
/// <param name="Url">Signed path of the content, valid for the viewer until it expires (<see cref="SignedUrls"/>).</param>
/// <param name="IsInline">Shown within the body.</param>
public sealed record AttachmentView(long Id, string FileName, string MimeType, long Size, string Url, bool IsInline);
