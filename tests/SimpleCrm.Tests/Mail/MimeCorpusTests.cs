using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class MimeCorpusTests
{
    [Fact]
    public void Messages_of_the_standards_show_and_attach_what_JMAP_says()
    {
        var table = new CorpusTable("mime/stalwart-rfc");
        foreach (var file in MailCorpus.Messages("mime/stalwart-rfc"))
            table.Check(Path.GetFileName(file), () => AgainstJmap(file));
        table.Finish();
    }

    [Fact]
    public async Task Structure_and_decoded_leaves_are_those_of_mime4j()
    {
        var table = new CorpusTable("mime/mime4j");
        foreach (var file in MailCorpus.Messages("mime/mime4j"))
        {
            var result = await AgainstPartTreeAsync(file);
            table.Check(Path.GetFileName(file), () => result);
        }
        table.Finish();
    }

    [Fact]
    public void Ordinary_and_odd_mail_gives_sender_subject_and_body()
    {
        var table = new CorpusTable("mime/mail-gem");
        foreach (var file in MailCorpus.Messages("mime/mail-gem"))
        {
            table.Check(Path.GetFileName(file), () =>
            {
                var email = Reading.File(file);
                var missing = new List<string>();
                if (email.From.Email.Length == 0)
                    missing.Add("no sender");
                if (email.Subject.Length == 0 && System.Text.RegularExpressions.Regex.IsMatch(File.ReadAllText(file), @"^subject:[ \t]*\S", System.Text.RegularExpressions.RegexOptions.Multiline | System.Text.RegularExpressions.RegexOptions.IgnoreCase))
                    missing.Add("no subject");
                if (string.IsNullOrWhiteSpace(email.BodyText) && string.IsNullOrWhiteSpace(email.BodyHtml) && email.Attachments.Count == 0)
                    missing.Add("no body");
                if ((email.Subject + email.BodyText + email.From.Name).Contains('\uFFFD'))
                    missing.Add("undecodable characters");
                return missing.Count == 0 ? null : $"{string.Join(", ", missing)} (attachments: {email.Attachments.Count})";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Search_documents_of_another_server_agree()
    {
        var table = new CorpusTable("mime/james");
        foreach (var file in MailCorpus.Messages("mime/james"))
            table.Check(Path.GetFileName(file), () => File.Exists(Path.ChangeExtension(file, ".json")) ? AgainstSearchDocument(file) : Reading.File(file) is null ? "" : null);
        table.Finish();
    }

    [Theory]
    [InlineData("alternative.cal.eml", 1, 0, "invite.ics;invite.ics")]
    [InlineData("alternative.eml", 0, 1, "text1")]
    [InlineData("html.eml", 0, 1, "text1;text2;text3")]
    [InlineData("inlined-mixed.eml", 1, 0, "yyy.txt;xxx.txt")]
    [InlineData("inlined-single-attachment.eml", 1, 0, "yyy.txt")]
    [InlineData("mdn_simple.eml", 1, 0, "read-receipt.txt")]
    [InlineData("multipart_complex.eml", 1, 1, "avertissement.txt")]
    [InlineData("nested.eml", 1, 0, "test subject.eml")]
    [InlineData("related_in_alternative_multipart.eml", 0, 1, "invite.ics;meeting.ics")]
    [InlineData("attachment-filename-in-content-type.eml", 1, 1, "filename.txt")]
    public void The_right_body_is_shown_and_every_file_listed(string name, int text, int html, string files)
    {
        var email = Reading.File(Path.Combine(MailCorpus.Folder("mime/james-jmap"), name));
        Assert.Equal(text == 1, email.BodyText is not null);
        Assert.Equal(html == 1, email.BodyHtml is not null);
        Assert.Equal(files, string.Join(';', email.Attachments.Select(a => a.FileName)));
    }

    [Theory]
    [InlineData("mime")]
    [InlineData("calendar")]
    [InlineData("bounces")]
    [InlineData("html/newsletters")]
    [InlineData("threading")]
    public void Nothing_throws_and_every_leaf_is_body_or_attachment(string folder)
    {
        var table = new CorpusTable(folder);
        foreach (var file in MailCorpus.Messages(folder))
        {
            table.Check(Path.GetFileName(file), () =>
            {
                var email = Reading.File(file);
                var root = Reading.Structure(File.ReadAllBytes(file));
                var body = BodySelection.Of(root).BodyLeaves.Count;
                var listed = email.Attachments.Count(a => a.PartPath == a.ImapPart);
                return body + listed == root.Leaves().Count() && email.Snippet.Length <= 200 ? null : "a leaf is neither shown nor listed";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Auto_replies_of_many_servers_are_recognised()
    {
        var table = new CorpusTable("bounces");
        foreach (var file in MailCorpus.Messages("bounces").Where(f => Path.GetFileName(f).StartsWith("rfc3834", StringComparison.Ordinal)))
            table.Check(Path.GetFileName(file), () => Reading.File(file).IsAutoReply ? null : "not seen as an automatic answer: " + Reading.File(file).Subject);
        table.Finish();
    }

    private static string? AgainstJmap(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var email = Reading.Bytes(bytes);
        var root = Reading.Structure(bytes);
        var leaves = root.Leaves().ToList();
        var selection = BodySelection.Of(root);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
        var parts = json.RootElement.GetProperty("parts").EnumerateArray().ToList();
        var leafIndex = Enumerable.Range(0, parts.Count).Where(i => !(parts[i].GetProperty("body").ValueKind == JsonValueKind.Object && parts[i].GetProperty("body").TryGetProperty("Multipart", out _))).ToList();
        if (leafIndex.Count != leaves.Count)
            return $"{leaves.Count} leaves, expected {leafIndex.Count}";
        string Paths(string name) => string.Join(' ', json.RootElement.GetProperty(name).EnumerateArray().Select(i => leafIndex.IndexOf(i.GetInt32())).Where(i => i >= 0).Select(i => leaves[i].PartPath));
        var shown = string.Join(' ', selection.Text.Select(p => p.PartPath)) + " / " + string.Join(' ', selection.Html.Select(p => p.PartPath));
        var media = Paths("attachments").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The reference also shows pictures in the body; here those are attachments.
        string Texts(string name) => string.Join(' ', Paths(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(p => leaves.First(l => l.PartPath == p).MimeType.StartsWith("text/", StringComparison.Ordinal)));
        var expected = Texts("text_body") + " / " + Texts("html_body");
        if (shown != expected)
            return $"shows {shown}, expected {expected}";
        if (media.FirstOrDefault(p => email.Attachments.All(a => a.PartPath != p)) is { } missing)
            return $"{missing} is not listed";
        return null;
    }

    private static async Task<string?> AgainstPartTreeAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var stem = Path.ChangeExtension(file, null);
        var xml = stem + "_decoded.xml";
        if (!File.Exists(xml))
            return null;
        XElement tree;
        try
        {
            tree = XElement.Parse(await File.ReadAllTextAsync(xml, Encoding.Latin1));
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
        var expected = new List<XElement>();
        Walk(tree);
        var leaves = Reading.Structure(bytes).Leaves().ToList();
        var got = string.Join(' ', leaves.Select(Kind));
        var want = string.Join(' ', expected.Select(e => e.Name.LocalName switch { "text-body" => "text", "message" => "message", _ => "binary" }));
        if (got != want)
            return $"leaves {got}, expected {want}";
        for (var i = 0; i < leaves.Count; i++)
        {
            if (expected[i].Attribute("name")?.Value is not { } name)
                continue;
            var content = await Reading.ContentAsync(bytes, leaves[i].PartPath.Length == 0 ? "1" : leaves[i].PartPath, leaves[i].TransferEncoding);
            var decoded = await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(file)!, name));
            if (Lines(content) != Lines(decoded))
                return $"leaf {leaves[i].PartPath} differs: {Lines(content).Length} octets, expected {Lines(decoded).Length}";
        }
        return null;

        void Walk(XElement node)
        {
            foreach (var child in node.Elements())
            {
                if (child.Name.LocalName == "multipart")
                {
                    foreach (var part in child.Elements("body-part"))
                        Walk(part);
                }
                else if (child.Name.LocalName is "text-body" or "binary-body" or "message")
                    expected.Add(child);
            }
        }

        static string Kind(PartNode leaf) => leaf.MimeType is "message/rfc822" ? "message" : leaf.MimeType.StartsWith("text/", StringComparison.Ordinal) ? "text" : "binary";

        static string Lines(byte[] content) => Encoding.Latin1.GetString(content).Replace("\r\n", "\n").Replace('\r', '\n').TrimEnd('\n');
    }

    private static string? AgainstSearchDocument(string file)
    {
        var email = Reading.File(file);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
        var root = json.RootElement;
        var wrong = new List<string>();
        Compare("from", root.GetProperty("from"), [email.From]);
        Compare("to", root.GetProperty("to"), email.To);
        var body = root.TryGetProperty("textBody", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString() : null;
        var own = CorpusTable.Squeezed(email.BodyText ?? (email.BodyHtml is null ? "" : HtmlToText.Convert(email.BodyHtml)));
        if (body is not null && CorpusTable.Squeezed(body) != own)
            wrong.Add($"text \"{own[..Math.Min(80, own.Length)]}\" expected \"{body[..Math.Min(80, body.Length)]}\"");
        if (root.TryGetProperty("attachments", out var files) && files.ValueKind == JsonValueKind.Array)
        {
            foreach (var name in files.EnumerateArray().Select(f => f.TryGetProperty("fileName", out var n) ? n.GetString() : null).Where(n => !string.IsNullOrEmpty(n)))
            {
                if (email.Attachments.All(a => a.FileName != name))
                    wrong.Add($"file {name} not listed");
            }
        }
        return wrong.Count == 0 ? null : string.Join("; ", wrong);

        void Compare(string what, JsonElement expected, IReadOnlyList<EmailAddress> got)
        {
            var want = expected.EnumerateArray().Select(a => a.GetProperty("address").GetString() ?? "").ToList();
            var have = got.Select(a => a.Email.Length > 0 ? a.Email : a.Name).ToList();
            if (!want.SequenceEqual(have, StringComparer.OrdinalIgnoreCase))
                wrong.Add($"{what}: {string.Join(',', have)} expected {string.Join(',', want)}");
        }
    }
}
