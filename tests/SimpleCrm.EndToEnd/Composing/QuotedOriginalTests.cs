using System.Text;
using MimeKit;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Product;
using Xunit;

namespace SimpleCrm.EndToEnd.Composing;

public class QuotedOriginalTests(World world) : EndToEndTest(world)
{
    private const int Wanted = 20;

    [Fact]
    public async Task Twenty_quoted_originals_survive_a_reply_byte_for_byte()
    {
        Assert.SkipWhen(Corpus.Path is null, "The corpus of real mail is not on this machine.");
        var originals = Corpus.Files("html/transactional", "*.html").Select(file => (Name: Path.GetFileName(file), Html: (string?)File.ReadAllText(file)))
            .Concat(Corpus.Files("html/newsletters", "*.eml").Select(file => (Name: Path.GetFileName(file), Html: HtmlOf(file))))
            .Where(original => original.Html is { Length: > 0 } html && IsWhole(html)).Take(Wanted).ToList();
        Assert.Equal(Wanted, originals.Count);
        var claire = World.Dovecot.AddUser("claire", "mercier.example");
        var letters = originals.Select((original, index) => new Letter($"Original {index:00}") { From = $"Claire Dubois <{claire.Address}>", Html = original.Html }).ToArray();
        var alex = await JoinWithMailAsync(letters);
        using var theirs = await OtherClient.OpenAsync(World.Dovecot, claire);
        var lost = new List<string>();
        for (var index = 0; index < originals.Count; index++)
        {
            var email = await alex.Api.EmailAsync(e => e.Subject == letters[index].Subject, alex.MailboxId);
            await alex.Api.SendAsync(new OutgoingMail(alex.MailboxId, [new Correspondent(claire.Address)], $"Answer {index:00}")
            {
                BodyHtml = "<div>Thank you.</div>",
                InReplyTo = email.Id,
                Mode = "reply",
                IncludeQuote = true,
            });
        }

        for (var index = 0; index < originals.Count; index++)
        {
            await theirs.WaitForAsync("INBOX", $"Answer {index:00}");
            var html = Assert.Single(await theirs.ReadAsync("INBOX", $"Answer {index:00}")).HtmlBody!;
            if (!Lines(html).Contains(Lines(Body(originals[index].Html!)), StringComparison.Ordinal)) lost.Add(originals[index].Name);
        }

        Assert.True(lost.Count == 0, $"Changed: {string.Join(", ", lost)}");
    }

    // One that leaves a tag or comment open is closed, so that it does not swallow what follows.
    private static bool IsWhole(string html) =>
        html.Contains("<body", StringComparison.OrdinalIgnoreCase) && html.LastIndexOf("<!--", StringComparison.Ordinal) <= html.LastIndexOf("-->", StringComparison.Ordinal) && html.All(c => c is >= ' ' or '\t' or '\r' or '\n');

    private static string? HtmlOf(string file)
    {
        try
        {
            using var message = MimeMessage.Load(file);
            return message.HtmlBody;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Body(string html)
    {
        var start = html.IndexOf('>', html.IndexOf("<body", StringComparison.OrdinalIgnoreCase)) + 1;
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return html[start..(end < start ? html.Length : end)].Trim();
    }

    // Mail has CRLF at the end of lines, a string need not.
    private static string Lines(string text) => new StringBuilder(text).Replace("\r\n", "\n").Replace('\r', '\n').ToString();
}
