using System.Text;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class MimeReaderTests
{
    static MimeReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("gb2312", 54936, "合同扩展：碁喆")]
    [InlineData("GBK", 936, "合同扩展")]
    [InlineData("gb18030", 54936, "合同扩展")]
    [InlineData("big5", 950, "合約")]
    [InlineData("iso-2022-jp", 50220, "まみむめも")]
    [InlineData("shift_jis", 932, "まみむめも①")]
    [InlineData("euc-jp", 51932, "まみむめも")]
    [InlineData("ks_c_5601-1987", 949, "계약서 똠")]
    [InlineData("euc-kr", 949, "계약서")]
    [InlineData("koi8-r", 20866, "договор")]
    [InlineData("windows-1251", 1251, "договор")]
    [InlineData("cp-1251", 1251, "договор")]
    [InlineData("iso-8859-1", 1252, "“smart” – é")]
    [InlineData("iso-8859-15", 28605, "10 €")]
    [InlineData("iso-8859-8-i", 1255, "שלום")]
    [InlineData("tis-620", 874, "สวัสดี")]
    [InlineData("utf-16", 1200, "été")]
    [InlineData("\"utf8\"", 65001, "été")]
    public void Bodies_are_decoded_by_what_senders_mean(string charset, int codePage, string text)
    {
        var email = Body($"text/plain; charset={charset}", Encoding.GetEncoding(codePage).GetBytes(text));
        Assert.Equal(text, email.BodyText);
        Assert.DoesNotContain(MimeWarnings.UnknownCharset, email.Warnings);
    }

    [Theory]
    [InlineData("us-ascii", 65001, "déjà vu")]
    [InlineData("iso-8859-1", 65001, "déjà vu")]
    [InlineData("utf-8", 1252, "déjà vu à la carte")]
    [InlineData("us-ascii", 1252, "déjà vu à la carte")]
    [InlineData("x-bogus", 65001, "déjà vu")]
    [InlineData("", 65001, "déjà vu")]
    [InlineData("", 1252, "déjà vu à la carte")]
    public void Mislabelled_bodies_are_read_by_their_octets(string charset, int codePage, string text) =>
        Assert.Equal(text, Body(charset.Length > 0 ? $"text/plain; charset={charset}" : "text/plain", Encoding.GetEncoding(codePage).GetBytes(text)).BodyText);

    [Fact]
    public void Utf7_is_refused() =>
        Assert.Contains("+ADw-script+AD4-", Body("text/html; charset=utf-7", "+ADw-script+AD4-"u8.ToArray()).BodyHtml!, StringComparison.Ordinal);

    [Fact]
    public void Nul_and_lone_surrogates_do_not_reach_the_text()
    {
        var email = Body("text/plain; charset=utf-16le", [0x61, 0, 0, 0, 0x00, 0xD8, 0x62, 0]);
        Assert.Equal("a\uFFFDb", email.BodyText);
    }

    [Theory]
    [InlineData("\"../../etc/passwd\"", "passwd")]
    [InlineData("\"C:\\\\x\\\\evil.exe\"", "evil.exe")]
    [InlineData("\"invoice\u202Efdp.exe\"", "invoicefdp.exe")]
    [InlineData("\"a\tb.txt\"", "a b.txt")]
    [InlineData("\"=?utf-8?q?=C3=A9.txt?=\"", "é.txt")]
    [InlineData("\"con.txt\"", "_con.txt")]
    [InlineData("\".htaccess\"", "_htaccess")]
    [InlineData("\"x.exe   \"", "x.exe")]
    [InlineData("\"\"", "attachment.pdf")]
    [InlineData("\"...\"", "attachment.pdf")]
    [InlineData("\"a<b>:c|d?.txt\"", "a_b__c_d_.txt")]
    public void File_names_are_decoded_once_and_cleaned(string name, string expected) =>
        Assert.Equal(expected, File($"filename={name}").FileName);

    [Theory]
    [InlineData("filename*=utf-8''x%2Eexe; filename=\"x.txt\"", "x.exe")]
    [InlineData("filename*0=\"a\"; filename*1=\"b.txt\"", "ab.txt")]
    [InlineData("filename*0*=utf-8''%C3%A9; filename*1*=%C3%A8.txt", "éè.txt")]
    [InlineData("filename*=utf-8''..%2F..%2Fx.txt", "x.txt")]
    [InlineData("filename*=utf-8''a%0D%0Ab.txt", "a b.txt")]
    public void File_names_in_pieces_have_one_result(string parameters, string expected) => Assert.Equal(expected, File(parameters).FileName);

    [Theory]
    [InlineData("=?utf-8?q?a=40evil=2Etest?=@corp.test", "=?utf-8?q?a=40evil=2Etest?=@corp.test", "")]
    [InlineData("\"ceo@corp.test\" <x@evil.test>", "x@evil.test", "ceo@corp.test")]
    [InlineData("Ann\u202Etset.live@x <a@X.Test>", "a@x.test", "Anntset.live@x")]
    [InlineData("\"A\r\n\tB\" <a@x.test>", "a@x.test", "A B")]
    [InlineData("Doe, John <john@x.test>", "john@x.test", "Doe, John")]
    [InlineData("=?utf-8?q?Foo,_Bar?= <foo@x.test>", "foo@x.test", "Foo, Bar")]
    [InlineData("foo@x.test (Foo Bar)", "foo@x.test", "Foo Bar")]
    [InlineData("<'foo@x.test'>", "foo@x.test", "")]
    [InlineData("mailto:foo@x.test", "foo@x.test", "")]
    [InlineData("Whomever", "", "Whomever")]
    [InlineData("<foo@x.test", "foo@x.test", "")]
    [InlineData("foo <foo@x.test> bar@y.test", "foo@x.test", "foo bar@y.test")]
    [InlineData("foo@[IPv6:::1]", "foo@[ipv6:::1]", "")]
    public void Senders_have_one_reading(string header, string email, string name)
    {
        var read = Reading.Text($"From: {header}\n\nbody").From;
        Assert.Equal((email, name), (read.Email, read.Name));
    }

    [Fact]
    public void Two_senders_are_told()
    {
        Assert.Contains(MimeWarnings.TwoFrom, Reading.Text("From: a@x.test\nFrom: b@x.test\n\nbody").Warnings);
        Assert.Contains(MimeWarnings.TwoFrom, Reading.Text("From: a@x.test, b@x.test\n\nbody").Warnings);
        Assert.Contains(MimeWarnings.SenderDisguised, Reading.Text("From: \"ceo@corp.test\" <x@evil.test>\n\nbody").Warnings);
    }

    [Theory]
    [InlineData("Thu, 13 Feb 2031 23:32:54 +0000", true)]
    [InlineData("Thu, 1 Jan 1970 00:00:00 +0000", true)]
    [InlineData("yesterday", false)]
    [InlineData("", false)]
    public void Dates_are_given_as_written_or_not_at_all(string date, bool known) => Assert.Equal(known, Reading.Text($"From: a@x.test\nDate: {date}\n\nbody").SentAt is not null);

    [Fact]
    public async Task Uuencoded_files_are_listed_and_read()
    {
        var message = Encoding.ASCII.GetBytes("From: a@x.test\r\n\r\nText\r\nbegin 644 a.txt\r\n%:&5L;&\\`\r\n`\r\nend\r\nMore\r\n");
        var email = Reading.Bytes(message);
        var file = Assert.Single(email.Attachments);
        Assert.Equal(("1!1", "1", "a.txt", 5L), (file.PartPath, file.ImapPart, file.FileName, file.Size));
        Assert.Equal("Text\nMore\n", email.BodyText);
        Assert.Equal("hello", Encoding.ASCII.GetString(await Reading.ContentAsync(message, "1!1", null)));
    }

    [Fact]
    public async Task An_attachment_comes_decoded_from_its_part_and_from_the_message()
    {
        var message = Encoding.ASCII.GetBytes("From: a@x.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nbody\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nwords\r\n--b--\r\n");
        var email = Reading.Bytes(message);
        Assert.Equal(["winmail.dat", "message.eml"], email.Attachments.Select(a => a.FileName));
        Assert.Equal("hello", Encoding.ASCII.GetString(await Reading.ContentAsync(message, "2", "base64")));
        Assert.StartsWith("Subject: inner", Encoding.ASCII.GetString(await Reading.ContentAsync(message, "3", null)), StringComparison.Ordinal);
        var output = new MemoryStream();
        await PartContent.CopyPartAsync(new MemoryStream("aGVsbG8="u8.ToArray()), email.Attachments[0], output, CancellationToken.None);
        Assert.Equal("hello", Encoding.ASCII.GetString(output.ToArray()));
    }

    [Fact]
    public void Snippets_are_the_persons_own_words()
    {
        Assert.Equal("Fine, thanks.", Reading.Text("From: a@x.test\n\nFine,\n  thanks.\n\nOn Mon, 2 Nov 2026, Bob <b@x.test> wrote:\n> How are you?\n").Snippet);
        Assert.Equal("Fine", Reading.Text("From: a@x.test\nContent-Type: text/html\n\n<style>x{}</style><p>Fine<div class=gmail_quote>On Mon<blockquote>How?</blockquote></div>").Snippet);
        Assert.Equal(200, Reading.Text("From: a@x.test\n\n" + new string('x', 1_000)).Snippet.Length);
    }

    [Fact]
    public void The_parts_of_a_mail_with_equal_content_ids_stay_its_own()
    {
        var email = Reading.Text("From: a@x.test\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=cid:a>\n--b\nContent-Type: image/png\nContent-ID: <a>\n\n1\n--b\nContent-Type: image/png\nContent-ID: <a>\n\n2\n--b--\n");
        Assert.Equal(["2", "3"], email.Attachments.Select(a => a.PartPath));
        Assert.All(email.Attachments, a => Assert.True(a.IsInline));
    }

    [Fact]
    public void Flowed_lines_are_joined() =>
        Assert.Equal("One two\n\n> three four\n-- \nme", Reading.Text("From: a@x.test\nContent-Type: text/plain; format=flowed\n\nOne \ntwo\n\n> three \n> four\n-- \nme").BodyText);

    [Fact]
    public void Our_own_mail_is_found_by_its_header() => Assert.Equal("42", Reading.Text("From: a@x.test\nX-SimpleCrm-Id: 42\n\nbody").OutgoingMarker);

    private static ParsedEmail Body(string contentType, byte[] body) =>
        Reading.Bytes([.. Encoding.ASCII.GetBytes($"From: a@x.test\r\nContent-Type: {contentType}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(body)}\r\n")]);

    private static ParsedAttachment File(string parameters) =>
        Assert.Single(Reading.Text($"From: a@x.test\nContent-Type: application/pdf\nContent-Disposition: attachment; {parameters}\n\nx").Attachments);
}
