using MailKit;
using MimeKit;
using SimpleCrm.Mail;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>A BODYSTRUCTURE as the mail reader knows it.</summary>
internal static class PartNodes
{
    private const int MaxDepth = 100;

    /// <summary>Null when the structure cannot be a message's (empty multiparts, endless nesting).</summary>
    public static PartNode? Of(BodyPart root) =>
        root is BodyPartMultipart ? Convert(root, "", 0) : Convert(root, "1", 0);

    private static PartNode? Convert(BodyPart part, string path, int depth)
    {
        if (depth > MaxDepth)
            return null;
        var type = part.ContentType.MimeType.ToLowerInvariant();
        if (part is not BodyPartMultipart multipart)
        {
            // A leaf that calls itself a multipart has parts the server does not tell of.
            return part is not BodyPartBasic leaf || type.StartsWith("multipart/", StringComparison.Ordinal) ? null : Leaf(leaf, type, path);
        }
        if (multipart.BodyParts.Count == 0)
            return null;
        var children = new List<PartNode>(multipart.BodyParts.Count);
        for (var i = 0; i < multipart.BodyParts.Count; i++)
        {
            if (Convert(multipart.BodyParts[i], path.Length == 0 ? $"{i + 1}" : $"{path}.{i + 1}", depth + 1) is not { } child)
                return null;
            children.Add(child);
        }
        return new PartNode(path, type, Parameters(part.ContentType), multipart.ContentDisposition?.Disposition.ToLowerInvariant(), null, null, null, 0, children);
    }

    private static PartNode Leaf(BodyPartBasic leaf, string type, string path) => new(
        path, type, Parameters(leaf.ContentType), leaf.ContentDisposition?.Disposition.ToLowerInvariant(),
        leaf.ContentDisposition?.FileName ?? leaf.ContentType.Name, leaf.ContentId, leaf.ContentTransferEncoding?.ToLowerInvariant(), leaf.Octets, []);

    private static IReadOnlyDictionary<string, string> Parameters(ContentType type)
    {
        if (type.Parameters.Count == 0)
            return PartNode.NoParameters;
        var parameters = new Dictionary<string, string>();
        foreach (var parameter in type.Parameters)
            parameters.TryAdd(parameter.Name.ToLowerInvariant(), parameter.Value);
        return parameters;
    }
}
