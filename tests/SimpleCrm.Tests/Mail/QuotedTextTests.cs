using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class QuotedTextTests
{
    [Theory]
    [InlineData("On Mon, 2 Nov 2026 at 10:00, Ann <a@x.test> wrote:")]
    [InlineData("Am 02.11.2026 um 10:00 schrieb Ann <a@x.test>:")]
    [InlineData("Le lun. 2 nov. 2026 à 10:00, Ann <a@x.test> a écrit :")]
    [InlineData("El lun, 2 nov 2026 a las 10:00, Ann (<a@x.test>) escribió:")]
    [InlineData("Il giorno lun 2 nov 2026 alle ore 10:00 Ann <a@x.test> ha scritto:")]
    [InlineData("Em seg., 2 de nov. de 2026 às 10:00, Ann <a@x.test> escreveu:")]
    [InlineData("Op ma 2 nov 2026 om 10:00 schreef Ann <a@x.test>:")]
    [InlineData("Den mån 2 nov. 2026 kl 10:00 skrev Ann <a@x.test>:")]
    [InlineData("man. 2. nov. 2026 kl. 10:00 skrev Ann <a@x.test>:")]
    [InlineData("pon., 2 lis 2026 o 10:00 Ann <a@x.test> napisał(a):")]
    [InlineData("po 2. 11. 2026 v 10:00 odesílatel Ann <a@x.test> napsal:")]
    [InlineData("пн, 2 нояб. 2026 г. в 10:00, Ann <a@x.test>:")]
    [InlineData("2 ноября 2026 г. 10:00 пользователь Ann <a@x.test> написал:")]
    [InlineData("Ann <a@x.test>, 2 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:")]
    [InlineData("Ann <a@x.test> 于2026年11月2日周一 10:00写道：")]
    [InlineData("2026年11月2日(月) 10:00 Ann <a@x.test>:")]
    [InlineData("2026년 11월 2일 (월) 오전 10:00, Ann <a@x.test>님이 작성:")]
    [InlineData("ma 2. marrask. 2026 klo 10.00 Ann (a@x.test) kirjoitti:")]
    [InlineData("În lun., 2 nov. 2026 la 10:00, Ann <a@x.test> a scris:")]
    [InlineData("Ann <a@x.test> ezt írta (időpont: 2026. nov. 2., H, 10:00):")]
    [InlineData("Vào Th 2, 2 thg 11, 2026 vào lúc 10:00 Ann <a@x.test> đã viết:")]
    public void Attributions_of_many_languages_are_folded_with_what_they_introduce(string attribution)
    {
        Assert.Equal("My answer.", QuotedText.OwnWords($"My answer.\n\n{attribution}\n\n> Earlier words.\n> More.\n"));
        Assert.Equal("My answer.", QuotedText.OwnWords($"My answer.\n\n{attribution}\n\nEarlier words.\nMore.\n"));
    }

    [Theory]
    [InlineData("From: Ann\nSent: Monday\nTo: Bob\nSubject: Hi")]
    [InlineData("Von: Ann\nGesendet: Montag\nAn: Bob\nBetreff: Hallo")]
    [InlineData("De : Ann\nEnvoyé : lundi\nÀ : Bob\nObjet : Salut")]
    [InlineData("De: Ann\nEnviado: lunes\nPara: Bob\nAsunto: Hola")]
    [InlineData("Da: Ann\nInviato: lunedì\nA: Bob\nOggetto: Ciao")]
    [InlineData("Van: Ann\nVerzonden: maandag\nAan: Bob\nOnderwerp: Hoi")]
    [InlineData("Från: Ann\nSkickat: måndag\nTill: Bob\nÄmne: Hej")]
    [InlineData("Od: Ann\nWysłano: poniedziałek\nDo: Bob\nTemat: Cześć")]
    [InlineData("От: Ann\nОтправлено: понедельник\nКому: Bob\nТема: Привет")]
    [InlineData("发件人: Ann\n发送时间: 星期一\n收件人: Bob\n主题: 你好")]
    [InlineData("差出人: Ann\n送信日時: 月曜日\n宛先: Bob\n件名: こんにちは")]
    [InlineData("*From:* Ann\n*Date:* Monday\n*To:* Bob\n*Subject:* Hi")]
    public void Header_blocks_of_many_languages_start_earlier_mail(string block) =>
        Assert.Equal("My answer.", QuotedText.OwnWords($"My answer.\n\n________________________________\n{block}\n\nEarlier words.\n"));

    [Fact]
    public void Answers_between_quotes_keep_their_quotes()
    {
        var text = "On Mon, 2 Nov 2026, Ann <a@x.test> wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n";
        Assert.Equal(text.Trim(), QuotedText.OwnWords(text));
    }

    [Theory]
    [InlineData("Let me know.\n\n-- \nAnn Smith\n+44 1234\n", "Let me know.")]
    [InlineData("Let me know.\n\nSent from my iPhone\n", "Let me know.")]
    [InlineData("Danke!\n\nVon meinem iPhone gesendet\n", "Danke!")]
    [InlineData("Let me know.\n\nGet Outlook for iOS<https://aka.ms/x>\n", "Let me know.")]
    public void Signatures_are_folded(string text, string own) => Assert.Equal(own, QuotedText.OwnWords(text));

    [Fact]
    public void A_bare_forward_is_shown()
    {
        var text = "---------- Forwarded message ---------\nFrom: Ann <a@x.test>\nDate: Mon\nSubject: Hi\nTo: Bob\n\nWords.\n";
        Assert.Equal(text.Trim(), QuotedText.OwnWords(text));
    }

    [Fact]
    public void Hostile_text_costs_no_more_than_its_length()
    {
        foreach (var text in new[] { new string('>', 200_000), string.Concat(Enumerable.Repeat("On 1 wrote\n", 50_000)), string.Concat(Enumerable.Repeat("From: a\n\n", 50_000)), string.Concat(Enumerable.Repeat("On 1 @\n> x\n", 30_000)), new string('\n', 500_000) })
        {
            var segments = QuotedText.Split(text);
            Assert.Equal(text.Length, segments.Sum(s => s.Length));
        }
    }

    [Fact]
    public void Interleaved_html_answers_stay_open_and_trailing_quotes_fold()
    {
        var interleaved = SafeHtml.Sanitise("<div class=gmail_quote><div>On Mon, 2 Nov 2026, Ann &lt;a@x.test&gt; wrote:</div><blockquote class=gmail_quote>One?</blockquote><div>My answer to one</div><blockquote class=gmail_quote>Two?</blockquote>And to two</div>", SafeHtmlOptions.Default);
        Assert.DoesNotContain("My answer to one", Folded(interleaved.Html), StringComparison.Ordinal);
        var trailing = SafeHtml.Sanitise("<p>Mine</p><div class=gmail_quote>On Mon, 2 Nov 2026, Ann &lt;a@x.test&gt; wrote:<blockquote>Theirs</blockquote></div>", SafeHtmlOptions.Default);
        Assert.True(trailing.HasQuotes);
        Assert.Contains("Theirs", Folded(trailing.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("Mine", Folded(trailing.Html), StringComparison.Ordinal);

        static string Folded(string html)
        {
            var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
            return string.Concat(document.QuerySelectorAll("details").Select(d => d.TextContent));
        }
    }
}
