namespace SimpleCrm.Mail;

/// <summary>An attachment opened for reading. Dispose it.</summary>
public sealed class AttachmentContent(string fileName, string mimeType, long size, bool isInline, Stream content) : IAsyncDisposable
{
    public string FileName { get; } = fileName;

    /// <summary>A type that is safe to name: a raster picture's own for an inline picture, else application/octet-stream or the sender's where harmless.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Bytes of the content.</summary>
    public long Size { get; } = size;

    /// <summary>May be shown within a page: an inline raster picture. Everything else is a download.</summary>
    public bool IsInline { get; } = isInline;

    /// <summary>Decrypts as it is read; throws <see cref="System.Security.Cryptography.CryptographicException"/> where the file was altered.</summary>
    public Stream Content { get; } = content;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
