namespace SimpleCrm.Outbox;

/// <summary>A file ready to go into a message.</summary>
/// <param name="FileName">Cleaned name.</param>
/// <param name="MimeType">Lower case, without parameters.</param>
/// <param name="Content">Decoded bytes.</param>
/// <param name="ContentId">Set for an image shown within the HTML.</param>
internal sealed record OutgoingPart(string FileName, string MimeType, byte[] Content, string? ContentId = null);
