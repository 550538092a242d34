using MimeKit;

namespace SimpleCrm.Mail;

/// <summary>A part while its message streams by.</summary>
internal sealed class PartDraft
{
    private MemoryStream? _content;
    private readonly string? _disposition;
    private readonly string? _fileName;
    private readonly string? _contentId;
    private readonly IReadOnlyDictionary<string, string> _parameters;

    internal PartDraft(ContentType contentType, IReadOnlyList<Header> headers)
    {
        MimeType = Type(contentType, headers);
        _parameters = Parameters(contentType);
        _fileName = contentType.Name;
        foreach (var header in headers)
        {
            switch (header.Id)
            {
                case HeaderId.ContentDisposition:
                    ReadDisposition(header, ref _disposition, ref _fileName);
                    break;
                case HeaderId.ContentId when _contentId is null:
                    _contentId = MessageIds.Normalise(HeaderText.Raw(header.RawValue));
                    break;
                case HeaderId.ContentTransferEncoding when TransferEncoding is null:
                    TransferEncoding = TransferDecoding.Normalise(HeaderText.Raw(header.RawValue));
                    break;
            }
        }
    }

    internal string MimeType { get; private set; }
    internal string? TransferEncoding { get; private set; }
    internal long Start { get; set; }
    internal long Size { get; set; }
    internal List<PartDraft> Children { get; } = [];
    internal bool MayBeRead => BodySelection.MayBeRead(MimeType, _disposition);

    internal static PartDraft Empty() => new(new ContentType("text", "plain"), []);

    internal void Keep(ReadOnlySpan<byte> bytes) => (_content ??= new MemoryStream()).Write(bytes);

    /// <summary>The line end before a boundary belongs to the boundary.</summary>
    internal void EndContent(long start, long size)
    {
        Start = start;
        Size = size;
        if (_content?.Length > size)
            _content.SetLength(size);
    }

    /// <summary>A multipart in which no boundary was found is shown as the text it is.</summary>
    internal void ShowPreambleAsText()
    {
        MimeType = "text/plain";
        Size = _content?.Length ?? 0;
    }

    internal PartDraft? Find(string path)
    {
        var part = this;
        if (!MimeType.StartsWith("multipart/", StringComparison.Ordinal))
            return path == "1" ? this : null;
        foreach (var number in path.Split('.'))
        {
            if (!int.TryParse(number, out var index) || index < 1 || index > part.Children.Count)
                return null;
            part = part.Children[index - 1];
        }
        return part;
    }

    internal PartNode Build(Dictionary<string, byte[]> leaves) =>
        Build(MimeType.StartsWith("multipart/", StringComparison.Ordinal) ? "" : "1", leaves);

    // Recursion is bounded by MimeLimits.MaxDepth.
    private PartNode Build(string path, Dictionary<string, byte[]> leaves)
    {
        var children = new PartNode[Children.Count];
        for (var i = 0; i < children.Length; i++)
            children[i] = Children[i].Build(path.Length == 0 ? $"{i + 1}" : $"{path}.{i + 1}", leaves);
        if (children.Length == 0 && _content is not null)
            leaves[path] = _content.ToArray();
        return new PartNode(path, MimeType, _parameters, _disposition, _fileName, _contentId, TransferEncoding, Size, children);
    }

    /// <summary>RFC 2045 §5.2: what cannot be read as a type is plain text. The parser alone would call it a binary file.</summary>
    private static string Type(ContentType contentType, IReadOnlyList<Header> headers)
    {
        var type = contentType.MimeType.ToLowerInvariant();
        if (type == "application/octet-stream" && headers.FirstOrDefault(h => h.Id == HeaderId.ContentType) is { } header)
        {
            var raw = HeaderText.Raw(header.RawValue);
            var value = raw.AsSpan(0, raw.IndexOf(';') is >= 0 and var end ? end : raw.Length).Trim();
            if (!value.Equals(type, StringComparison.OrdinalIgnoreCase) && (value.IndexOf('/') < 0 || value.StartsWith("text/", StringComparison.OrdinalIgnoreCase)))
                return value.Equals("html", StringComparison.OrdinalIgnoreCase) || value.Equals("text/html", StringComparison.OrdinalIgnoreCase) ? "text/html" : "text/plain";
        }
        return type;
    }

    private static IReadOnlyDictionary<string, string> Parameters(ContentType contentType)
    {
        if (contentType.Parameters.Count == 0)
            return PartNode.NoParameters;
        var parameters = new Dictionary<string, string>();
        foreach (var parameter in contentType.Parameters.Take(50))
            parameters.TryAdd(parameter.Name.ToLowerInvariant(), parameter.Value);
        return parameters;
    }

    private static void ReadDisposition(Header header, ref string? disposition, ref string? fileName)
    {
        if (ContentDisposition.TryParse(HeaderText.Options, header.RawValue, out var parsed))
        {
            disposition ??= parsed.Disposition.ToLowerInvariant();
            if (!string.IsNullOrEmpty(parsed.FileName))
                fileName = parsed.FileName;
        }
        else if (HeaderText.Raw(header.RawValue).Contains("attachment", StringComparison.OrdinalIgnoreCase))
            disposition ??= "attachment";
    }
}
