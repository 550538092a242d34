using System.Text;
using SimpleCrm.Access;

namespace SimpleCrm.Mail;

/// <summary>Opens files of emails to be looked at.</summary>
public sealed class AttachmentPreviews(AttachmentReading reading)
{
    /// <summary>Bytes of a text that are shown.</summary>
    public const int TextBytes = 256 * 1024;

    private static readonly HashSet<string> TextEndings = new(StringComparer.OrdinalIgnoreCase) { ".txt", ".csv", ".tsv", ".md", ".log", ".ics", ".vcf", ".json", ".xml", ".yml", ".yaml", ".ini", ".eml" };
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What the name and the sender's type promise; the bytes decide when it is opened.</summary>
    public static PreviewKind Promised(string fileName, string mimeType) =>
        mimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif" or "image/bmp" ? PreviewKind.Picture
        : mimeType == "application/pdf" || fileName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? PreviewKind.Pdf
        : TextEndings.Contains(Path.GetExtension(fileName)) || mimeType is "text/plain" or "text/csv" or "text/calendar" or "text/vcard" ? PreviewKind.Text
        : PreviewKind.None;

    /// <summary>Null when there is no such file that the viewer may see.</summary>
    /// <exception cref="AttachmentUnavailableException">It cannot be had now.</exception>
    public async Task<AttachmentPreview?> OpenAsync(Viewer viewer, long attachmentId, CancellationToken cancellationToken)
    {
        if (await reading.OpenAsync(viewer, attachmentId, cancellationToken) is not { } file)
            return null;
        var start = new byte[TextBytes];
        int length;
        await using (file)
            length = await file.Content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var bytes = start.AsMemory(0, length);
        var kind = FileTypes.Picture(bytes.Span) is not null ? PreviewKind.Picture : bytes.Span.StartsWith("%PDF-"u8) ? PreviewKind.Pdf
            : Promised(file.FileName, file.MimeType) == PreviewKind.Text && !bytes.Span.Contains((byte)0) ? PreviewKind.Text : PreviewKind.None;
        var whole = kind is PreviewKind.Picture or PreviewKind.Pdf ? await reading.OpenAsync(viewer, attachmentId, cancellationToken) : null;
        return new AttachmentPreview(
            kind, file.FileName, FileTypes.Picture(bytes.Span) ?? (kind == PreviewKind.Pdf ? "application/pdf" : FileTypes.Unknown),
            kind == PreviewKind.Text ? Decode(bytes.Span, length == TextBytes) : "", whole?.Content);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, bool isCut)
    {
        // A cut may fall into the middle of a character.
        for (var less = 0; less <= (isCut ? 3 : 0); less++)
        {
            try
            {
                return DisplayText.CleanBody(Strict.GetString(bytes[..^less]));
            }
            catch (DecoderFallbackException)
            {
                // Tried again with a byte less, then as an older encoding.
            }
        }
        return DisplayText.CleanBody(Encoding.Latin1.GetString(bytes));
    }
}
