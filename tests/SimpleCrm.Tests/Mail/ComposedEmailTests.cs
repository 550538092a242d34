using System.Text.Json;
using MimeKit;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class ComposedEmailTests
{
    [Theory]
    [InlineData("mime/mail-gem")]
    [InlineData("mime/james")]
    [InlineData("mime/james-jmap")]
    [InlineData("mime/stalwart-rfc")]
    [InlineData("mime/mime4j")]
    [InlineData("bounces")]
    [InlineData("html/newsletters")]
    [InlineData("threading")]
    public void Pieces_from_a_server_give_the_same_email_as_the_whole_message(string folder)
    {
        var table = new CorpusTable(folder);
        foreach (var file in MailCorpus.Messages(folder))
            table.Check("composed " + Path.GetFileName(file), () => Difference(File.ReadAllBytes(file)));
        table.Finish();
    }

    private static string? Difference(byte[] bytes)
    {
        MimeMessage message;
        try
        {
            message = MimeMessage.Load(new MemoryStream(bytes));
        }
        catch (FormatException)
        {
            return null;
        }
        if (message.Body is null || message.Body is Multipart { Count: 0 } || message.BodyParts.Any(p => p is Multipart { Count: 0 }))
            return null;
        var whole = Reading.Bytes(bytes);
        if (whole.Warnings.Contains(MimeWarnings.BrokenStructure))
            return null;
        var leaves = new Dictionary<string, byte[]>();
        var root = Node(message.Body, message.Body is Multipart ? "" : "1", leaves);
        var needed = BodySelection.Of(root).ReadLeaves.Select(l => l.PartPath).ToHashSet();
        var header = bytes.AsSpan(0, HeaderEnd(bytes)).ToArray();
        var composed = SimpleCrm.Mail.MimeReader.Compose(header, root, leaves.Where(l => needed.Contains(l.Key)).ToDictionary(), MimeLimits.Default);
        var (a, b) = (Written(whole), Written(composed));
        if (a == b)
            return null;
        var at = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
        return $"whole …{a.Substring(Math.Max(0, at - 40), Math.Min(120, a.Length - Math.Max(0, at - 40)))} | composed …{b.Substring(Math.Max(0, at - 40), Math.Min(120, b.Length - Math.Max(0, at - 40)))}";
    }

    private static string Written(ParsedEmail email) => JsonSerializer.Serialize(email with { Attachments = [.. email.Attachments.Select(a => a with { Size = 0 })] });

    private static int HeaderEnd(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' && (i + 1 == bytes.Length || bytes[i + 1] == '\n' || (bytes[i + 1] == '\r' && i + 2 < bytes.Length && bytes[i + 2] == '\n')))
                return i + 1;
        }
        return bytes.Length;
    }

    private static PartNode Node(MimeEntity entity, string path, Dictionary<string, byte[]> leaves)
    {
        var children = new List<PartNode>();
        if (entity is Multipart multipart)
        {
            for (var i = 0; i < multipart.Count; i++)
                children.Add(Node(multipart[i], path.Length == 0 ? $"{i + 1}" : $"{path}.{i + 1}", leaves));
        }
        else if (entity is MimePart { Content: { } content })
        {
            var raw = new MemoryStream();
            content.Stream!.Position = 0;
            content.Stream!.CopyTo(raw);
            leaves[path] = raw.ToArray();
        }
        var encoding = entity.Headers[HeaderId.ContentTransferEncoding];
        return new PartNode(
            path, entity.ContentType.MimeType.ToLowerInvariant(), entity.ContentType.Parameters.GroupBy(p => p.Name.ToLowerInvariant()).ToDictionary(g => g.Key, g => g.First().Value),
            entity.ContentDisposition?.Disposition.ToLowerInvariant(), entity.ContentDisposition?.FileName ?? entity.ContentType.Name, entity.ContentId,
            encoding?.ToLowerInvariant(), leaves.TryGetValue(path, out var bytes) ? bytes.Length : 0, children);
    }
}
