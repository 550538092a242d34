using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("invoice", "Any=invoice")]
    [InlineData("two words", "Any=two Any=words")]
    [InlineData("\"two words\"", "Any=\"two words\"")]
    [InlineData("“two words”", "Any=\"two words\"")]
    [InlineData("from:ann@x.test", "From=ann@x.test")]
    [InlineData("FROM:Ann", "From=Ann")]
    [InlineData("from:\"Ann Smith\" to:bob", "From=\"Ann Smith\" To=bob")]
    [InlineData("subject:offer cc:ann filename:pdf", "Subject=offer Cc=ann FileName=pdf")]
    [InlineData("in:sent", "In=sent")]
    [InlineData("in:\"My folder\"", "In=\"My folder\"")]
    [InlineData("is:unread is:read is:starred", "Unread Read Starred")]
    [InlineData("-is:unread is:unstarred", "-Unread -Starred")]
    [InlineData("has:attachment", "HasAttachment")]
    [InlineData("-has:attachments", "-HasAttachment")]
    [InlineData("before:2026-11-03", "Before=2026-11-03")]
    [InlineData("after:2026/11/03", "After=2026-11-03")]
    [InlineData("after:2026/1/3", "After=2026-01-03")]
    [InlineData("after:7d before:2w", "After=2026-11-16 Before=2026-11-09")]
    [InlineData("after:3m before:1y", "After=2026-08-23 Before=2025-11-23")]
    [InlineData("newer_than:1d older:today", "After=2026-11-22 Before=2026-11-23")]
    [InlineData("larger:5M", "Larger=5242880")]
    [InlineData("smaller:500k", "Smaller=512000")]
    [InlineData("larger:1.5MB", "Larger=1572864")]
    [InlineData("larger:100", "Larger=100")]
    [InlineData("-spam", "-Any=spam")]
    [InlineData("-\"two words\"", "-Any=\"two words\"")]
    [InlineData("-from:ann", "-From=ann")]
    [InlineData("well-known", "Any=well-known")]
    [InlineData("a - b", "Any=a Any=b")]
    [InlineData("東京都", "Any=東京都")]
    [InlineData("from:", "")]
    [InlineData("from:\"\"", "")]
    [InlineData("is:banana", "Any=is:banana")]
    [InlineData("before:soon", "Any=before:soon")]
    [InlineData("before:2026-13-45", "Any=before:2026-13-45")]
    [InlineData("larger:huge", "Any=larger:huge")]
    [InlineData("larger:-5", "Any=larger:-5")]
    [InlineData("larger:99999999999999999999", "Any=larger:99999999999999999999")]
    [InlineData("after:99999d", "After=1753-02-08")]
    [InlineData("http://a.test/x", "Any=http://a.test/x")]
    [InlineData("foo:bar", "Any=foo:bar")]
    [InlineData("\"unclosed phrase", "Any=unclosed Any=phrase")]
    [InlineData("subject:\"unclosed phrase", "Subject=unclosed Any=phrase")]
    [InlineData("NEAR( \"* '-- ) OR AND", "Any=NEAR( Any=OR Any=AND")]
    [InlineData("\"\"", "")]
    [InlineData("- -- --- : :: \" \"\"\"", "")]
    [InlineData(":x", "Any=x")]
    [InlineData("   ", "")]
    [InlineData(null, "")]
    public void The_search_line_reads_as_terms(string? line, string expected) =>
        Assert.Equal(expected, string.Join(' ', SearchQuery.Parse(line).Terms.Select(Written)));

    [Fact]
    public void Endless_lines_are_cut() => Assert.True(SearchQuery.Parse(string.Concat(Enumerable.Repeat("-a:\"", 50_000))).Terms.Count <= 50);

    [Theory]
    [InlineData("Hello, World", "hello world")]
    [InlineData("Ünïcödé ß", "unicode ß")]
    [InlineData("ann@x.test", "ann x test")]
    [InlineData("東京都へ行く", "東 京 都 へ 行 く")]
    [InlineData("iPhone15用", "iphone15 用")]
    [InlineData("한국어", "한 국 어")]
    [InlineData("in\u200Bvisible so\u00ADft", "invisible soft")]
    [InlineData("\uD842\uDFB7野家", "\uD842\uDFB7 野 家")]
    [InlineData("ＦＵＬＬ", "full")]
    [InlineData("\uD800 lone \uDC00", "lone")]
    [InlineData("\u3099 a mark alone", "a mark alone")]
    [InlineData("", "")]
    public void Index_and_question_see_the_same_tokens(string text, string expected)
    {
        Assert.Equal(expected, string.Join(' ', SearchText.Tokens(text)).Normalize());
        Assert.Equal(SearchText.Tokens(text), SearchText.Tokens(SearchText.Normalise(text)));
    }

    [Theory]
    [InlineData("The invoice of Ann", "invoice", "The [invoice] of Ann")]
    [InlineData("Invoices, INVOICE", "invoice", "[Invoices], [INVOICE]")]
    [InlineData("Invoices, INVOICE", "\"invoice\"", "Invoices, [INVOICE]")]
    [InlineData("two words, words two", "\"two words\"", "[two words], words two")]
    [InlineData("Ü-Wagen", "u-wag", "[Ü-Wagen]")]
    [InlineData("明日は東京都へ", "東京", "明日は[東京]都へ")]
    [InlineData("ann and bob", "ann -bob", "[ann] and bob")]
    [InlineData("ann", "from:ann", "ann")]
    [InlineData("a b a", "a b", "[a] [b] [a]")]
    [InlineData("anything", "is:unread", "anything")]
    public void Matches_are_marked(string text, string line, string expected)
    {
        var marked = text;
        foreach (var range in MatchMarks.Find(text, SearchQuery.Parse(line)).Reverse())
            marked = marked.Insert(range.End.Value, "]").Insert(range.Start.Value, "[");
        Assert.Equal(expected, marked);
    }

    private static string Written(SearchTerm term)
    {
        var value = term.Date is { } date ? date.Resolve(new DateOnly(2026, 11, 23)).ToString("yyyy-MM-dd") : term.Size?.ToString() ?? (term.IsPhrase ? $"\"{term.Text}\"" : term.Text);
        return (term.Negated ? "-" : "") + term.Field + (value.Length > 0 ? "=" + value : "");
    }
}
