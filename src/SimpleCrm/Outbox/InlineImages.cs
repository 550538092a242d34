using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace SimpleCrm.Outbox;

/// <summary>Takes pasted pictures out of HTML: most mail programs show a cid part and none of them a data address.</summary>
internal static partial class InlineImages
{
    public static (string Html, IReadOnlyList<OutgoingPart> Parts) Extract(string html, string messageId)
    {
        if (!html.Contains("data:image/", StringComparison.OrdinalIgnoreCase))
            return (html, []);
        var domain = messageId[(messageId.LastIndexOf('@') + 1)..];
        var parts = new Dictionary<string, OutgoingPart>();
        var changed = DataAddress().Replace(html, match =>
        {
            var content = new byte[match.Groups["content"].Length];
            if (!Convert.TryFromBase64Chars(match.Groups["content"].ValueSpan, content, out var length) || length == 0)
                return match.Value;
            var bytes = content[..length];
            var key = Convert.ToHexStringLower(SHA256.HashData(bytes)[..12]);
            var kind = match.Groups["kind"].Value.ToLowerInvariant();
            if (!parts.TryGetValue(key, out var part))
                parts[key] = part = new OutgoingPart($"image{parts.Count + 1}.{(kind == "jpeg" ? "jpg" : kind)}", "image/" + kind, bytes, $"{key}@{domain}");
            return $"{match.Groups["before"].Value}cid:{part.ContentId}{match.Groups["quote"].Value}";
        });
        return (changed, [.. parts.Values]);
    }

    [GeneratedRegex("""(?<before>\ssrc\s*=\s*")data:image/(?<kind>png|jpeg|gif|webp);base64,(?<content>[A-Za-z0-9+/=\s]+)(?<quote>")""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex DataAddress();
}
