namespace SimpleCrm.Mail;

/// <summary>One node of a message's structure, as IMAP BODYSTRUCTURE (RFC 9051 §7.5.2) tells it.</summary>
/// <param name="PartPath">"" for a multipart at the top, "1" for a single-part message, else numbers joined by dots.</param>
/// <param name="MimeType">"type/subtype" in lower case.</param>
/// <param name="Parameters">Content-Type parameters, decoded, names in lower case.</param>
/// <param name="Disposition">"attachment", "inline" or null.</param>
/// <param name="FileName">Decoded from Content-Disposition, else from Content-Type; not yet cleaned.</param>
/// <param name="ContentId">With or without angle brackets.</param>
/// <param name="Size">Octets as transfer-encoded.</param>
/// <param name="Children">Of a multipart. A message/rfc822 is a leaf: its inner structure is not part of this one.</param>
public sealed record PartNode(
    string PartPath,
    string MimeType,
    IReadOnlyDictionary<string, string> Parameters,
    string? Disposition,
    string? FileName,
    string? ContentId,
    string? TransferEncoding,
    long Size,
    IReadOnlyList<PartNode> Children)
{
    public static readonly IReadOnlyDictionary<string, string> NoParameters = new Dictionary<string, string>();

    public bool IsMultipart => MimeType.StartsWith("multipart/", StringComparison.Ordinal);

    public string? Charset => Parameters.GetValueOrDefault("charset");

    /// <summary>Every leaf, in order, without recursion.</summary>
    public IEnumerable<PartNode> Leaves()
    {
        var waiting = new Stack<PartNode>();
        waiting.Push(this);
        while (waiting.TryPop(out var node))
        {
            if (!node.IsMultipart || node.Children.Count == 0)
            {
                if (!node.IsMultipart)
                    yield return node;
                continue;
            }
            for (var i = node.Children.Count - 1; i >= 0; i--)
                waiting.Push(node.Children[i]);
        }
    }

    /// <summary>The same structure cut to the limits: deeper multiparts become opaque leaves, later parts go.</summary>
    internal PartNode Limited(MimeLimits limits, Action<string> warn)
    {
        var left = limits.MaxParts;
        return Limited(1, limits.MaxDepth, ref left, warn);
    }

    private PartNode Limited(int depth, int maxDepth, ref int left, Action<string> warn)
    {
        left--;
        if (Children.Count == 0)
            return this;
        if (depth >= maxDepth)
        {
            warn(MimeWarnings.DepthLimit);
            return this with { Children = [], MimeType = "application/octet-stream" };
        }
        if (!IsMultipart)
            return this with { Children = [] };
        var children = new List<PartNode>(Math.Min(Children.Count, Math.Max(left, 0)));
        foreach (var child in Children)
        {
            if (left <= 0)
            {
                warn(MimeWarnings.PartLimit);
                break;
            }
            children.Add(child.Limited(depth + 1, maxDepth, ref left, warn));
        }
        return this with { Children = children };
    }
}
