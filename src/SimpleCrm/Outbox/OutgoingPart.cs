using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>A file ready to go into a message.</summary>
/// <param name="FileName">Cleaned name.</param>
/// <param name="MimeType">Lower case, without parameters.</param>
/// <param name="Content">Decoded bytes.</param>
/// <param name="ContentId">Set for an image shown within the HTML.</param>
internal sealed record OutgoingPart(string FileName, string MimeType, MailContent Content, string? ContentId = null)
{
    /// <summary>The type of the picture it is by its own signature; null when it is none.</summary>
    public async Task<string?> PictureAsync(CancellationToken cancellationToken)
    {
        await using var content = await Content.OpenAsync(cancellationToken);
        var start = new byte[16];
        return FileTypes.Picture(start.AsSpan(0, await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken)));
    }
}
