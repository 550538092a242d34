namespace SimpleCrm.Blazor.Api;

/// <summary>A file of an email.</summary>
/// <param name="Id">For forwarding it (<c>attachmentId</c>).</param>
/// <param name="FileName">Cleaned.</param>
/// <param name="MimeType">As the sender says.</param>
/// <param name="Size">Bytes; about, until it has been fetched once.</param>
/// <param name="Url">Signed, for the viewer alone, for half an hour.</param>
/// <param name="ExternalId">The same as <paramref name="Id"/>.</param>
/// <param name="IsInline">Shown within the body.</param>
public sealed record ThreadAttachment(string Id, string FileName, string MimeType, long Size, string Url, string ExternalId, bool IsInline);
