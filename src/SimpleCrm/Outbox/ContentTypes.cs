using MimeKit;

namespace SimpleCrm.Outbox;

/// <summary>The content type a file is sent with.</summary>
internal static class ContentTypes
{
    /// <summary>What was claimed where it is a content type, else what the file name says, without parameters and in lower case.</summary>
    public static string Of(string? claimed, string fileName) =>
        claimed is not null && ContentType.TryParse(claimed, out var type) && !type.IsMimeType("application", "octet-stream")
            ? type.MimeType.ToLowerInvariant()
            : MimeTypes.GetMimeType(Path.GetFileName(fileName)).ToLowerInvariant();
}
