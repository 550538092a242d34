namespace SimpleCrm.TestServers.Product;

/// <summary>A file sent along, as the HTTP API takes it.</summary>
public sealed record OutgoingFile(string FileName, string MimeType, byte[] Content);
