namespace SimpleCrm.Outbox;

/// <summary>A file of the original that a forward takes along.</summary>
/// <param name="Id">The attachment's id.</param>
/// <param name="FileName">Name as shown and sent.</param>
/// <param name="MimeType">Lower case, without parameters.</param>
/// <param name="Size">Bytes.</param>
public sealed record ComposeAttachment(long Id, string FileName, string MimeType, long Size);
