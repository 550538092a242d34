using SimpleCrm.Access;
using SimpleCrm.Encryption;

namespace SimpleCrm.Mail;

/// <summary>Opens bodies and makes them safe to show.</summary>
public sealed class BodyReading(Vault vault, SignedUrls urls)
{
    internal string Text(EmailBody? body) => body is null ? "" : vault.DecryptText(body.TextCipher, $"EmailBodies:{body.EmailId}:Text");

    /// <summary>The sender's own HTML: never to be shown as it is.</summary>
    internal string ForeignHtml(EmailBody? body) => body is null ? "" : vault.DecryptText(body.HtmlCipher, $"EmailBodies:{body.EmailId}:Html");

    /// <summary>The words of a body, whichever form it has.</summary>
    internal string Words(EmailBody? body) => Text(body) is { Length: > 0 } text ? text : Words("", ForeignHtml(body));

    /// <summary>The words of a body, whichever form it has.</summary>
    internal static string Words(string text, string html) => text.Length > 0 ? text : html.Length > 0 ? HtmlToText.Convert(html) : "";

    /// <summary>The HTML part made safe, else the text part as safe HTML.</summary>
    /// <param name="viewer">For whom the addresses of inline pictures are signed.</param>
    /// <param name="body">The stored body; null for an email without one.</param>
    /// <param name="attachments">The email's own: a picture is looked for nowhere else.</param>
    /// <param name="showRemoteImages">The viewer agreed.</param>
    internal (SafeHtmlResult Result, bool IsPlain) Safe(Viewer viewer, EmailBody? body, IReadOnlyList<Attachment> attachments, bool showRemoteImages)
    {
        var options = new SafeHtmlOptions
        {
            AllowRemoteImages = showRemoteImages,
            InlineImage = contentId => Inline(attachments, contentId) is { } attachment ? urls.ForAttachment(viewer, attachment.Id) : null,
        };
        return ForeignHtml(body) is { Length: > 0 } html ? (SafeHtml.Sanitise(html, options), false) : (SafeHtml.FromText(Text(body), options), true);
    }

    private static Attachment? Inline(IReadOnlyList<Attachment> attachments, string contentId) =>
        attachments.FirstOrDefault(a => string.Equals(a.ContentId, contentId, StringComparison.Ordinal))
        ?? attachments.FirstOrDefault(a => string.Equals(a.ContentId, contentId, StringComparison.OrdinalIgnoreCase));
}
