using System.Diagnostics;
using System.Text;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class HostileMailTests
{
    [Fact]
    public void A_hundred_thousand_nested_messages_are_survived()
    {
        var email = Reading.Text("From: a@x.test\nSubject: Deep\n" + Repeat("Content-Type: message/rfc822\n\n", 100_000) + "end");
        Assert.Equal("Deep", email.Subject);
        Assert.Single(email.Attachments);
    }

    [Fact]
    public void A_hundred_thousand_nested_multiparts_are_survived()
    {
        var message = new StringBuilder("From: a@x.test\nSubject: Deep\n");
        for (var i = 0; i < 100_000; i++)
            message.Append($"Content-Type: multipart/mixed; boundary=\"b{i}\"\n\n--b{i}\n");
        var email = Reading.Text(message.ToString());
        Assert.Equal("Deep", email.Subject);
        Assert.Contains(MimeWarnings.DepthLimit, email.Warnings);
    }

    [Fact]
    public void A_million_empty_parts_are_cut()
    {
        var email = Reading.Text("From: a@x.test\nSubject: Many\nContent-Type: multipart/mixed; boundary=b\n\n" + Repeat("--b\n\n", 1_000_000) + "--b--\n");
        Assert.Equal("Many", email.Subject);
        Assert.Contains(MimeWarnings.PartLimit, email.Warnings);
        Assert.True(email.Attachments.Count <= MimeLimits.Default.MaxParts);
    }

    [Fact]
    public void A_header_line_of_ten_megabytes_is_cut()
    {
        var email = Reading.Text("From: a@x.test\nSubject: " + new string('x', 10_000_000) + "\nTo: b@x.test\n\nbody");
        Assert.Equal("b@x.test", Assert.Single(email.To).Email);
        Assert.True(email.Subject.Length <= 1_000);
        Assert.Contains(MimeWarnings.HeaderLimit, email.Warnings);
    }

    [Fact]
    public void A_hundred_thousand_recipients_are_cut()
    {
        var email = Reading.Text("From: a@x.test\nTo: " + string.Join(",\n ", Enumerable.Range(0, 100_000).Select(i => $"u{i}@x.test")) + "\n\nbody");
        Assert.Equal(MimeLimits.Default.MaxAddresses, email.To.Count);
        Assert.Contains(MimeWarnings.RecipientLimit, email.Warnings);
    }

    [Theory]
    [InlineData("a:", 100_000)]
    [InlineData("(", 200_000)]
    [InlineData("\"", 200_000)]
    [InlineData("<", 200_000)]
    [InlineData("<@,", 80_000)]
    [InlineData("=?", 100_000)]
    [InlineData("=?utf-8?q?a?= ", 15_000)]
    [InlineData("a ", 100_000)]
    [InlineData(",", 200_000)]
    [InlineData("a@:", 80_000)]
    [InlineData("\\", 200_000)]
    [InlineData("\"a\"@[", 50_000)]
    public void Address_bombs_cost_linear_time_and_no_stack(string unit, int count)
    {
        var value = Repeat(unit, count);
        Assert.True(AddressParser.Parse(value).Count <= 2_000);
        Assert.NotNull(Reading.Text($"From: {value}\nTo: b@x.test\nSubject: {value}\nReferences: {value}\nDate: {value}\nMessage-ID: {value}\nContent-Type: {value}\nContent-Disposition: {value}\n\nbody"));
    }

    [Fact]
    public void Time_grows_with_size_and_not_with_its_square()
    {
        // Ten times the input within forty times the time of the smaller one, which itself takes milliseconds.
        foreach (var unit in (string[])["To: =?utf-8?q?a?= <a@x.test>,\n", "References: <a@x>\n", "X-A: b\n", "Content-Type: text/plain; a=b;\n"])
        {
            var small = Time(unit, 2_000);
            var large = Time(unit, 20_000);
            Assert.True(large < small * 40 + TimeSpan.FromSeconds(2), $"{unit}: {small} → {large}");
        }

        static TimeSpan Time(string unit, int count)
        {
            var message = "From: a@x.test\n" + Repeat(unit, count) + "\nbody";
            var watch = Stopwatch.StartNew();
            Reading.Text(message);
            return watch.Elapsed;
        }
    }

    [Fact]
    public void Random_damage_never_throws()
    {
        var random = new Random(20_261_103);
        var seeds = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "none")) ? [] : Samples();
        for (var round = 0; round < (Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1" ? 20_000 : 1_500); round++)
        {
            var bytes = seeds[round % seeds.Length].ToArray();
            for (var i = random.Next(1, 30); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var cut = bytes[..random.Next(bytes.Length / 2, bytes.Length)];
            var email = Reading.Bytes(cut);
            Assert.True(email.Snippet.Length <= 200);
            if (email.BodyHtml is not null && round % 10 == 0)
                SafeHtml.Sanitise(email.BodyHtml, SafeHtmlOptions.Default);
        }

        static byte[][] Samples() =>
        [
            Encoding.UTF8.GetBytes("From: \"A, B\" <a@x.test>\r\nTo: g: b@x.test, =?utf-8?q?c?= <c@x.test>;\r\nSubject: =?iso-2022-jp?b?GyRCJEYkOSRIGyhC?=\r\nReferences: <1@x> <2@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello =C3=A9 \r\nworld\r\n> quoted\r\n--c\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SGVsbG88L3A+PHN0eWxlPnB7Y29sb3I6cmVkfTwvc3R5bGU+\r\n--c--\r\n--b\r\nContent-Type: application/pdf; name*0*=utf-8''%C3%A9; name*1=x.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"),
            Encoding.UTF8.GetBytes("From: a@x.test\r\nSubject: uu\r\n\r\nText\r\nbegin 644 a.txt\r\n%:&5L;&\\\r\n`\r\nend\r\nOn Mon, 2 Nov 2026, Ann <a@x.test> wrote:\r\n> hi\r\n-- \r\nAnn\r\n"),
            Encoding.UTF8.GetBytes("From: a@x.test\r\nContent-Type: text/html\r\n\r\n<html><head><style>a{b:c}</style></head><body bgcolor=red><table><tr><td><a href='http://x.test'>x</a><img src=cid:1><blockquote type=cite>q</blockquote></table>&amp;&#x41;&bogus;<!-- c --></body></html>"),
        ];
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
