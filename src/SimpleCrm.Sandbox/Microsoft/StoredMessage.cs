using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>A message as stored: its RFC 5322 source is the truth, what Graph shows is read from it.</summary>
internal sealed class StoredMessage
{
    private HeaderList _headers = [];
    private MimeMessage? _parsed;

    public StoredMessage(string immutableId, byte[] source)
    {
        ImmutableId = immutableId;
        Id = immutableId;
        Replace(source);
    }

    public string ImmutableId { get; set; }

    /// <summary>The ordinary id, which another folder changes.</summary>
    public string Id { get; set; }
    public StoredFolder Folder { get; set; } = null!;
    public byte[] Source { get; private set; } = [];
    public bool IsRead { get; set; }
    public bool IsDraft { get; set; }
    public string FlagStatus { get; set; } = "notFlagged";
    public string Importance { get; set; } = "normal";
    public string Inference { get; set; } = "focused";
    public List<string> Categories { get; set; } = [];
    public string ConversationId { get; set; } = "";
    public string MessageId { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ModifiedAt { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public long Sequence { get; set; }
    public long ChangeKey { get; set; }

    /// <summary>Extended properties set by clients, by their id.</summary>
    public Dictionary<string, string> Extended { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HeaderList Headers => _headers;
    public MimeMessage Parsed => _parsed ??= MimeMessage.Load(new MemoryStream(Source, writable: false));
    public string Subject => _headers[HeaderId.Subject] ?? "";

    /// <summary>Whether a part says that it is a file; read without parsing the body.</summary>
    public bool HasAttachments { get; private set; }

    public string IdFor(GraphRequest request) => request.WantsImmutableIds ? ImmutableId : Id;

    public string ETag => $"W/\"{ChangeKey:X}\"";

    /// <summary>Puts another source in place.</summary>
    public void Replace(byte[] source)
    {
        Source = source;
        _parsed = null;
        var parser = new MimeParser(new MemoryStream(source, writable: false), MimeFormat.Entity);
        _headers = parser.ParseHeaders();
        HasAttachments = Encoding.Latin1.GetString(source).Contains("Content-Disposition: attachment", StringComparison.OrdinalIgnoreCase);
        MessageId = _headers[HeaderId.MessageId]?.Trim() is { Length: > 0 } id ? id : MessageId;
    }

    public void Edit(Action<MimeMessage> change)
    {
        var message = Parsed;
        change(message);
        using var written = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, written);
        Replace(written.ToArray());
    }

    public IEnumerable<string> References()
    {
        foreach (var header in new[] { _headers[HeaderId.InReplyTo], _headers[HeaderId.References] })
        {
            if (header is null)
                continue;
            foreach (var id in MimeUtils.EnumerateReferences(header))
                yield return $"<{id}>";
        }
    }

    // Headers of received messages are properties of this set (PS_INTERNET_HEADERS).
    private const string HeaderSet = "String {00020386-0000-0000-C000-000000000046} Name ";

    public string? ExtendedProperty(string id) =>
        Extended.GetValueOrDefault(id) ?? (id.StartsWith(HeaderSet, StringComparison.OrdinalIgnoreCase) ? _headers[id[HeaderSet.Length..]]?.Trim() : null);
}
