using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class QuoteCorpusTests
{
    [Fact]
    public void The_persons_words_are_those_a_human_kept()
    {
        var table = new CorpusTable("replies/trimmer");
        var folder = MailCorpus.Folder("replies/trimmer");
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "emails")).Order(StringComparer.Ordinal))
        {
            table.Check(Path.GetFileName(file), () =>
            {
                var own = CorpusTable.Squeezed(QuotedText.OwnWords(File.ReadAllText(file)));
                var expected = CorpusTable.Squeezed(File.ReadAllText(Path.Combine(folder, "trimmed", Path.GetFileName(file))));
                return own == expected ? null : $"{own} expected {expected}";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Html_replies_of_many_programs_keep_only_the_answer()
    {
        var table = new CorpusTable("replies/talon");
        foreach (var file in Directory.GetFiles(MailCorpus.Folder("replies/talon/html_replies")))
        {
            var html = File.ReadAllText(file);
            table.Check(Path.GetFileName(file), () => Letters(QuotedHtml.OwnWords(html)) is var own && own == "Hi.Iamfine.Thanks,Alex" ? null : own);
            table.Check(Path.GetFileName(file) + " folded", () =>
            {
                var safe = SafeHtml.Sanitise(html, new SafeHtmlOptions { QuoteLabel = "" });
                return safe.HasQuotes && Letters(HtmlToText.Convert(safe.Html)) == Letters(HtmlToText.Convert(html)) ? null : $"{safe.HasQuotes} {Letters(HtmlToText.Convert(safe.Html))} expected {Letters(HtmlToText.Convert(html))}";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Text_replies_of_many_programs_keep_only_the_answer()
    {
        var table = new CorpusTable("replies/talon");
        foreach (var file in Directory.GetFiles(MailCorpus.Folder("replies/talon/standard_replies"), "*.eml"))
        {
            var known = Path.ChangeExtension(file, null) + "_reply_text";
            var expected = File.Exists(known) ? File.ReadAllText(known) : "Hello";
            table.Check(Path.GetFileName(file), () =>
            {
                var email = Reading.File(file);
                var own = QuotedText.OwnWords(email.BodyText ?? HtmlToText.Convert(email.BodyHtml ?? ""));
                // The reference leaves signatures with the words; here they are folded as well.
                return Letters(own).Length > 0 && Letters(expected).StartsWith(Letters(own), StringComparison.Ordinal) ? null : $"{own} expected {expected}";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Signatures_set_off_by_a_delimiter_are_folded()
    {
        var table = new CorpusTable("replies/talon");
        foreach (var file in Directory.GetFiles(MailCorpus.Folder("replies/talon/signature"), "*_body"))
        {
            var text = File.ReadAllText(file);
            var expected = Letters(File.ReadAllText(file.Replace("_body", "_signature")));
            table.Check(Path.GetFileName(file), () =>
            {
                var found = Letters(string.Concat(QuotedText.Split(text).Where(s => s.Kind == QuotedKind.Signature).Select(s => text.Substring(s.Start, s.Length))));
                return found == expected ? null : $"{found} expected {expected}";
            });
        }
        table.Finish();
    }

    [Theory]
    [InlineData("replies/crisp")]
    [InlineData("replies/trimmer/emails")]
    public void Segments_together_are_the_whole_text_and_own_words_remain(string folder)
    {
        var table = new CorpusTable(folder);
        foreach (var file in Directory.GetFiles(MailCorpus.Folder(folder)))
        {
            var text = File.ReadAllText(file);
            table.Check(Path.GetFileName(file), () =>
            {
                var segments = QuotedText.Split(text);
                if (string.Concat(segments.Select(s => text.Substring(s.Start, s.Length))) != text)
                    return "text lost";
                return QuotedText.OwnWords(text).Length > 0 ? null : "no words left";
            });
        }
        table.Finish();
    }

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
