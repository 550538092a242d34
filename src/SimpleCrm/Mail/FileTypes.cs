namespace SimpleCrm.Mail;

/// <summary>Which content type a file may be served with. The sender's word is not enough: a page served from our own address runs as ours.</summary>
internal static class FileTypes
{
    public const string Unknown = "application/octet-stream";

    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/pdf", "application/zip", "application/gzip", "application/x-7z-compressed", "application/rtf", "application/msword",
        "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/json", "message/rfc822",
        "text/plain", "text/csv", "text/calendar", "text/vcard",
    };

    /// <summary>For a download, which is never shown in place.</summary>
    public static string ForDownload(string mimeType) =>
        Harmless.Contains(mimeType)
        || mimeType.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.OrdinalIgnoreCase)
        || mimeType.StartsWith("application/vnd.oasis.opendocument.", StringComparison.OrdinalIgnoreCase)
        || mimeType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
        || mimeType.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
        || (mimeType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !mimeType.Contains("svg", StringComparison.OrdinalIgnoreCase) && !mimeType.Contains("xml", StringComparison.OrdinalIgnoreCase))
            ? mimeType : Unknown;

    /// <summary>The raster picture these first bytes begin, by their own signature; null for anything else.</summary>
    public static string? Picture(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : start.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) ? "image/gif"
        : start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8) ? "image/webp"
        : start.Length >= 12 && start[4..].StartsWith("ftypavif"u8) ? "image/avif"
        : start.StartsWith("BM"u8) && start.Length >= 14 ? "image/bmp"
        : null;
}
