using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// The header by which a copy of a draft is known as our own work: the draft, its revision, and a digest of its words. A copy that another
/// program has changed no longer agrees with its digest, even where the header was kept.
/// </summary>
internal static class DraftMark
{
    public const string Header = "X-SimpleCrm-Draft";

    public static string Of(long draftId, int revision, string subject, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{draftId}.{revision}.{Digest(subject, text)}");

    /// <summary>Whether a message in Drafts is what was stored from here for this revision.</summary>
    public static bool Matches(byte[] source, long draftId, int revision)
    {
        using var message = MimeKit.MimeMessage.Load(new MemoryStream(source, writable: false));
        var mark = message.Headers[Header]?.Trim();
        if (mark is null)
            return false;
        var content = MimeReader.Read(new MemoryStream(source, writable: false), MimeLimits.Default, CancellationToken.None);
        return mark == Of(draftId, revision, content.Subject, content.BodyText ?? "");
    }

    // White space is what servers change on the way.
    private static string Digest(string subject, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat((subject + "\n" + text).Where(c => !char.IsWhiteSpace(c)))))[..12]);
}
