namespace SimpleCrm.TestServers.Product;

/// <summary>An attachment as the HTTP API tells it.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Url">Signed, for download without signing in.</param>
public sealed record AttachmentRecord(string Id, string FileName, string MimeType, long Size, string? Url);
