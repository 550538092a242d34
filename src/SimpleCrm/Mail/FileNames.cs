using System.Text;
using MimeKit;

namespace SimpleCrm.Mail;

/// <summary>Turns what a sender calls a file into the one name that is checked, shown and saved.</summary>
public static class FileNames
{
    private const int MaxLength = 180;

    private static readonly HashSet<string> Reserved = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>Path parts, controls, overrides and characters no file system likes are gone; without a usable rest, a name after the type.</summary>
    public static string Clean(string? name, string mimeType)
    {
        var text = DisplayText.Clean(name);
        var cut = text.AsSpan().LastIndexOfAny('/', '\\') + 1;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.AsSpan(cut))
            clean.Append(c is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? '_' : c);
        var result = clean.ToString().Trim(' ', '.');
        if (result.Length == 0)
            return Default(mimeType);
        if (text[cut..].TrimStart().StartsWith('.') && result.Length > 0)
            result = "_" + result;
        if (Reserved.Contains(Path.GetFileNameWithoutExtension(result)))
            result = "_" + result;
        if (result.Length <= MaxLength)
            return result;
        var extension = Path.GetExtension(result);
        if (extension.Length > 20)
            extension = "";
        return DisplayText.Truncate(result, MaxLength - extension.Length) + extension;
    }

    private static string Default(string mimeType)
    {
        var name = mimeType switch
        {
            "message/rfc822" or "message/global" => "message",
            "text/calendar" => "invite",
            "message/delivery-status" => "delivery-status",
            "message/disposition-notification" => "read-receipt",
            "text/rfc822-headers" => "headers",
            "application/pgp-signature" or "application/pkcs7-signature" or "application/x-pkcs7-signature" => "signature",
            _ when mimeType.StartsWith("image/", StringComparison.Ordinal) => "image",
            _ => "attachment",
        };
        var extension = mimeType switch
        {
            "message/rfc822" or "message/global" => ".eml",
            "text/calendar" => ".ics",
            "application/octet-stream" => "",
            _ when mimeType.StartsWith("message/", StringComparison.Ordinal) || mimeType == "text/rfc822-headers" => ".txt",
            _ => MimeTypes.TryGetExtension(mimeType, out var known) ? known : "",
        };
        return name + extension;
    }
}
