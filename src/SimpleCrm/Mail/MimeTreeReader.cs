using MimeKit;

namespace SimpleCrm.Mail;

/// <summary>
/// Reads a whole message in one pass by MimeKit's event parser: the wanted headers, the part tree, and the raw octets of those leaves
/// that may be displayed. Attachments stream by and leave only their size, so memory does not grow with the message.
/// </summary>
internal sealed class MimeTreeReader : MimeKit.MimeReader
{
    private readonly MimeLimits _limits;
    private readonly StoppableStream _source;
    private readonly Action<string> _warn;
    private readonly Stack<PartDraft> _open = new();
    private readonly EmailHeaders _topHeaders = new();
    private List<Header> _partHeaders = [];
    private PartDraft? _root;
    private bool _inTopHeaders = true;
    private readonly List<byte> _stray = [];
    private int _topFields;
    private int _parts;
    private int _hidden;
    private long _bodyBytes;
    private long _contentStart;

    private MimeTreeReader(ParserOptions options, StoppableStream source, MimeLimits limits, Action<string> warn)
        : base(options, source, MimeFormat.Entity)
    {
        _limits = limits;
        _source = source;
        _warn = warn;
    }

    internal static (EmailHeaders Headers, PartNode Root, IReadOnlyDictionary<string, byte[]> Leaves) Read(
        Stream message, MimeLimits limits, Action<string> warn, CancellationToken ct)
    {
        var reader = Run(message, limits, warn, ct);
        var leaves = new Dictionary<string, byte[]>();
        var draft = reader._root ?? PartDraft.Empty();
        // Our own lead is the only header field: what was taken for broken headers is the text of a message without any.
        if (reader._topFields <= 1 && reader._stray.Count > 0 && draft.Size == 0)
        {
            warn(MimeWarnings.BrokenStructure);
            draft.Keep(reader._stray.ToArray());
            draft.Size = reader._stray.Count;
        }
        var root = draft.Build(leaves);
        return (reader._topHeaders, root, leaves);
    }

    /// <summary>Where the content of a part stands in the message.</summary>
    internal static (long Start, long Length)? Find(Stream message, string path, MimeLimits limits, CancellationToken ct)
    {
        var reader = Run(message, limits with { MaxBodyBytes = 0 }, static _ => { }, ct);
        return reader._root?.Find(path) is { } part ? (Math.Max(0, part.Start - StoppableStream.LeadLength + reader._source.Dropped), part.Size) : null;
    }

    private static MimeTreeReader Run(Stream message, MimeLimits limits, Action<string> warn, CancellationToken ct)
    {
        var options = HeaderText.CreateOptions();
        options.MaxMimeDepth = limits.MaxDepth;
        var source = new StoppableStream(message, limits.MaxHeaderBytes);
        var reader = new MimeTreeReader(options, source, limits, warn);
        try
        {
            reader.ReadMessage(ct);
        }
        catch (FormatException)
        {
            // What was seen so far is the message.
            warn(MimeWarnings.BrokenStructure);
        }
        return reader;
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => _partHeaders = [];

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_hidden > 0)
            return;
        if (_inTopHeaders)
        {
            if (header.RawField.AsSpan().ContainsAnyExceptInRange((byte)'!', (byte)'~') || header.RawField.Length == 0)
                _stray.AddRange([.. header.RawField, .. header.RawValue]);
            else
                _topFields++;
            _topHeaders.Add(header, _limits, _warn);
        }
        if (header.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && _partHeaders.Count < 50)
            _partHeaders.Add(EmailHeaders.Cut(header, _limits, _warn));
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken) =>
        _inTopHeaders = false;

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_hidden > 0)
            _hidden++;
        else
            Open(contentType);
    }

    protected override void OnMultipartPreambleBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_hidden == 0 && _open.TryPeek(out var part))
            part.Start = beginOffset;
    }

    protected override void OnMultipartPreambleRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken)
    {
        if (_hidden == 0 && _open.TryPeek(out var part) && part.Children.Count == 0)
            Keep(part, buffer.AsSpan(startIndex, count));
    }

    protected override void OnMultipartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
    {
        if (_hidden > 1)
            _hidden--;
        else if (_hidden == 0 && _open.TryPop(out var part) && part.Children.Count == 0)
        {
            _warn(MimeWarnings.BrokenStructure);
            part.ShowPreambleAsText();
        }
    }

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_hidden == 0)
            Open(contentType);
        _hidden++;
    }

    protected override void OnMessagePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
    {
        if (--_hidden == 0 && _open.TryPop(out var part))
            part.EndContent(headersEndOffset, Math.Max(0, endOffset - headersEndOffset));
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_hidden > 0)
            return;
        if (contentType.MediaType.Equals("multipart", StringComparison.OrdinalIgnoreCase))
            _warn(MimeWarnings.DepthLimit);
        Open(contentType);
    }

    protected override void OnMimePartContentBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => _contentStart = beginOffset;

    protected override void OnMimePartContentRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken)
    {
        if (_hidden == 0 && _open.TryPeek(out var part) && part.MayBeRead)
            Keep(part, buffer.AsSpan(startIndex, count));
    }

    protected override void OnMimePartContentEnd(
        long beginOffset, int beginLineNumber, long endOffset, int lines, NewLineFormat? newLineFormat, CancellationToken cancellationToken)
    {
        if (_hidden == 0 && _open.TryPeek(out var part))
            part.EndContent(_contentStart, Math.Max(0, endOffset - _contentStart));
    }

    protected override void OnMimePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
    {
        if (_hidden == 0)
            _open.TryPop(out _);
    }

    private void Open(ContentType contentType)
    {
        var part = new PartDraft(contentType, _partHeaders);
        if (++_parts > _limits.MaxParts)
        {
            _warn(MimeWarnings.PartLimit);
            _source.Stop();
        }
        else if (_open.TryPeek(out var parent))
            parent.Children.Add(part);
        else
            _root ??= part;
        _open.Push(part);
    }

    private void Keep(PartDraft part, ReadOnlySpan<byte> bytes)
    {
        var room = _limits.MaxBodyBytes - _bodyBytes;
        if (bytes.Length > room)
        {
            _warn(MimeWarnings.BodyLimit);
            bytes = bytes[..(int)room];
        }
        _bodyBytes += bytes.Length;
        part.Keep(bytes);
    }
}
