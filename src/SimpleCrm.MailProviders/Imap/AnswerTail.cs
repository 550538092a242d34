using System.Text;
using MailKit;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>
/// Keeps the end of what the server said last, because exceptions carry its words without the response codes (RFC 5530) by which
/// they are understood. Holds a few hundred bytes, in memory only, and passes everything on to the protocol log when there is one.
/// </summary>
internal sealed class AnswerTail(IProtocolLogger? log) : IProtocolLogger
{
    private readonly byte[] _tail = new byte[1024];
    private int _length;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => log?.AuthenticationSecretDetector;
        set
        {
            if (log is not null)
                log.AuthenticationSecretDetector = value;
        }
    }

    /// <summary>The server's first line.</summary>
    public string Greeting { get; private set; } = "";

    public void LogConnect(Uri uri) => log?.LogConnect(uri);

    public void LogClient(byte[] buffer, int offset, int count) => log?.LogClient(buffer, offset, count);

    public void LogServer(byte[] buffer, int offset, int count)
    {
        log?.LogServer(buffer, offset, count);
        var said = buffer.AsSpan(offset, count);
        if (Greeting.Length == 0)
            Greeting = Encoding.UTF8.GetString(said[..Math.Min(count, 300)]).Trim();
        if (count >= _tail.Length)
        {
            said[^_tail.Length..].CopyTo(_tail);
            _length = _tail.Length;
            return;
        }
        var keep = Math.Min(_length, _tail.Length - count);
        _tail.AsSpan(_length - keep, keep).CopyTo(_tail);
        said.CopyTo(_tail.AsSpan(keep));
        _length = keep + count;
    }

    /// <summary>The last NO, BAD or BYE: its response code in upper case ("" when it has none) and its words.</summary>
    public (string Code, string Words) LastRefusal()
    {
        var lines = Encoding.UTF8.GetString(_tail, 0, _length).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            var words = lines[i].Split(' ', 3);
            if (words.Length < 2 || words[1] is not ("NO" or "BAD" or "BYE"))
                continue;
            var rest = words.Length == 3 ? words[2] : "";
            var end = rest.StartsWith('[') ? rest.IndexOf(']') : -1;
            return end < 0
                ? ("", rest.Trim())
                : (rest[1..end].Split(' ')[0].ToUpperInvariant(), rest[(end + 1)..].Trim());
        }
        return ("", "");
    }

    /// <summary>The last complete line.</summary>
    public string LastLine() =>
        Encoding.UTF8.GetString(_tail, 0, _length).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";

    public void Dispose() => log?.Dispose();
}
