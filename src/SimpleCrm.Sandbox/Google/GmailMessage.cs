using System.Net;
using MimeKit;

namespace SimpleCrm.Sandbox.Google;

/// <summary>A message of a simulated account. Guarded by the lock of its store.</summary>
internal sealed class GmailMessage
{
    private string? _snippet;

    public required string Id { get; init; }
    public required string ThreadId { get; init; }
    public required byte[] Raw { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long InternalDate { get; init; }
    public HashSet<string> Labels { get; init; } = new(StringComparer.Ordinal);
    public ulong HistoryId { get; set; }

    /// <summary>Without angle brackets.</summary>
    public string? MessageId { get; init; }
    public string Subject { get; init; } = "";
    public bool IsHidden => Labels.Contains("TRASH") || Labels.Contains("SPAM");

    public string Snippet => _snippet ??= CreateSnippet();

    public MimeMessage Parse() => MimeMessage.Load(new MemoryStream(Raw, writable: false));

    private string CreateSnippet()
    {
        using var message = Parse();
        var text = string.Join(' ', (message.TextBody ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(60));
        return WebUtility.HtmlEncode(text.Length <= 200 ? text : text[..200]);
    }

    /// <summary>Newest first, as Gmail lists.</summary>
    public static IComparer<GmailMessage> NewestFirst { get; } = Comparer<GmailMessage>.Create((a, b) =>
        a.InternalDate != b.InternalDate ? b.InternalDate.CompareTo(a.InternalDate) : string.CompareOrdinal(b.Id, a.Id));
}
