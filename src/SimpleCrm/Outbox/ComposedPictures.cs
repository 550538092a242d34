using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// Pictures that stand in the text by the product's own addresses (an upload, or a picture of a quoted email) become cid parts of the message.
/// </summary>
internal sealed partial class ComposedPictures(AttachmentUploads uploads, ForwardedFiles forwarded)
{
    /// <summary>The text with its pictures as parts; one that is none, or is gone, goes to the check.</summary>
    public async Task<(string Html, IReadOnlyList<OutgoingPart> Parts)> TakeAsync(Viewer viewer, string html, string messageId, SendCheck check, CancellationToken cancellationToken)
    {
        var (text, pasted) = InlineImages.Extract(html, messageId);
        var parts = pasted.ToDictionary(p => p.ContentId!);
        foreach (var part in pasted)
            if (await part.PictureAsync(cancellationToken) is null)
                check.Add("bodyHtml", $"{part.FileName} in the text is not a picture; remove it or attach it as a file.");
        var domain = messageId[(messageId.LastIndexOf('@') + 1)..];
        foreach (var address in Own().Matches(text).Select(m => m.Groups["address"].Value).Distinct().ToList())
        {
            if (await OpenAsync(viewer, address, cancellationToken) is not { } picture)
            {
                check.Add("bodyHtml", "A picture in the text is no longer there; insert it again.");
                continue;
            }
            if (await picture.PictureAsync(cancellationToken) is not { } kind)
            {
                check.Add("bodyHtml", $"{picture.FileName} in the text is not a picture; remove it or attach it as a file.");
                continue;
            }
            await using var content = await picture.Content.OpenAsync(cancellationToken);
            var id = $"{Convert.ToHexStringLower((await SHA256.HashDataAsync(content, cancellationToken))[..12])}@{domain}";
            parts[id] = picture with { MimeType = kind, ContentId = id };
            text = text.Replace($"\"{address}\"", $"\"cid:{id}\"", StringComparison.Ordinal);
        }
        return (text, [.. parts.Values]);
    }

    private Task<OutgoingPart?> OpenAsync(Viewer viewer, string address, CancellationToken cancellationToken)
    {
        var path = address.Split('?')[0];
        var id = path[(path.LastIndexOf('/') + 1)..];
        return path.Contains("/uploads/", StringComparison.Ordinal) ? uploads.OpenAsync(viewer, id, cancellationToken)
            : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var attachment)
                ? forwarded.OpenAsync(viewer, attachment, cancellationToken)
                : Task.FromResult<OutgoingPart?>(null);
    }

    [GeneratedRegex("""\ssrc="(?<address>/mail/(uploads|attachments)/[^"]+)(?<end>")""", RegexOptions.ExplicitCapture)]
    private static partial Regex Own();
}
