using System.Globalization;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class ReplyTests
{
    // From | Reply-To | To | Cc | Mail-Followup-To | List-Post → To of Reply | To of Reply all | Cc of Reply all
    [Theory]
    [InlineData("ann@x", "", "me@me", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("ann@x", "", "me@me,bob@x", "", "", "", "ann@x", "ann@x,bob@x", "")]
    [InlineData("ann@x", "", "me@me", "bob@x", "", "", "ann@x", "ann@x", "bob@x")]
    [InlineData("ann@x", "", "bob@x", "me@me", "", "", "ann@x", "ann@x,bob@x", "")]
    [InlineData("ann@x", "", "bob@x", "carl@x,me@me", "", "", "ann@x", "ann@x,bob@x", "carl@x")]
    [InlineData("ann@x", "desk@x", "me@me", "", "", "", "desk@x", "desk@x", "")]
    [InlineData("ann@x", "desk@x,help@x", "me@me", "", "", "", "desk@x,help@x", "desk@x,help@x", "")]
    [InlineData("ann@x", "desk@x", "me@me,bob@x", "ann@x", "", "", "desk@x", "desk@x,bob@x", "ann@x")]
    [InlineData("ann@x", "me@me", "me@me", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("ann@x", "broken", "me@me", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("ann@x", "ann@x", "me@me", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("ann@x", "", "ME@ME,Me@me", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("ann@x", "", "alias@me,bob@x", "", "", "", "ann@x", "ann@x,bob@x", "")]
    [InlineData("ann@x", "", "me+tag@me,bob@x", "", "", "", "ann@x", "ann@x,bob@x", "")]
    [InlineData("ann@x", "", "bob@x,BOB@x", "bob@x", "", "", "ann@x", "ann@x,bob@x", "")]
    [InlineData("ann@x", "", "ann@x,me@me", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("ann@x", "", "", "me@me,bob@x", "", "", "ann@x", "ann@x", "bob@x")]
    [InlineData("ann@x", "", "", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("me@me", "", "ann@x", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("me@me", "", "ann@x,bob@x", "carl@x", "", "", "ann@x,bob@x", "ann@x,bob@x", "carl@x")]
    [InlineData("alias@me", "", "ann@x", "me@me", "", "", "ann@x", "ann@x", "")]
    [InlineData("me@me", "", "me@me", "", "", "", "me@me", "me@me", "")]
    [InlineData("me@me", "", "me@me", "ann@x", "", "", "me@me", "ann@x", "")]
    [InlineData("me@me", "", "", "ann@x", "", "", "ann@x", "ann@x", "")]
    [InlineData("me@me", "desk@me", "ann@x", "", "", "", "ann@x", "ann@x", "")]
    [InlineData("ann@x", "", "list@l", "", "", "<mailto:list@l>", "ann@x", "ann@x,list@l", "")]
    [InlineData("ann@x", "list@l", "list@l", "", "", "<mailto:list@l>", "ann@x", "ann@x,list@l", "")]
    [InlineData("ann@x", "list@l", "me@me", "list@l", "", "<mailto:list@l>", "ann@x", "ann@x,list@l", "")]
    [InlineData("list@l", "ann@x", "list@l", "", "", "<mailto:list@l>", "ann@x", "ann@x,list@l", "")]
    [InlineData("list@l", "list@l", "list@l", "", "", "<mailto:list@l>", "list@l", "list@l", "")]
    [InlineData("ann@x", "", "list@l", "bob@x", "list@l", "<mailto:list@l>", "ann@x", "list@l", "")]
    [InlineData("ann@x", "", "list@l", "", "me@me", "<mailto:list@l>", "ann@x", "ann@x,list@l", "")]
    [InlineData("ann@x", "news@x", "me@me", "", "", "NO", "news@x", "news@x", "")]
    [InlineData("ann@x", "list@l", "list@l", "", "", "<https://l/post>, <mailto:list@l?subject=x>", "ann@x", "ann@x,list@l", "")]
    [InlineData("", "", "me@me", "", "", "", "", "", "")]
    [InlineData("ann@x", "", "m.e@gmail.com,bob@x", "", "", "", "ann@x", "ann@x,bob@x", "")]
    public void Answers_go_where_they_should(
        string from, string replyTo, string to, string cc, string followup, string list, string reply, string all, string allCc)
    {
        var source = new ReplySource
        {
            From = new EmailAddress(from, ""),
            ReplyTo = AddressParser.Parse(replyTo),
            To = AddressParser.Parse(to),
            Cc = AddressParser.Parse(cc),
            FollowupTo = AddressParser.Parse(followup),
            ListPost = list.Length > 0 ? list : null,
        };
        string[] own = ["me@me", "alias@me", "me@googlemail.com"];
        var one = ReplyRecipients.For(source, own, ReplyMode.Reply);
        var everybody = ReplyRecipients.For(source, own, ReplyMode.ReplyAll);
        Assert.Equal(reply, Written(one.To));
        if (!(from == "me@me" && to == "me@me" && cc == "ann@x"))
            Assert.Empty(one.Cc);
        Assert.Equal((all, allCc), (Written(everybody.To), Written(everybody.Cc)));
        Assert.Empty(ReplyRecipients.For(source, own, ReplyMode.Forward).To);

        static string Written(IEnumerable<EmailAddress> addresses) => string.Join(',', addresses.Select(a => a.Email));
    }

    [Fact]
    public void The_address_that_was_written_to_answers()
    {
        var source = new ReplySource { From = new("ann@x", ""), To = [new("Sales@me", "")] };
        Assert.Equal("Sales@me", ReplyRecipients.For(source, ["me@me", "sales@me"], ReplyMode.Reply).FromAddress);
    }

    [Fact]
    public void Of_the_same_address_the_one_with_a_name_is_kept()
    {
        var source = new ReplySource { From = new("ann@x", ""), To = [new("bob@x", ""), new("bob@x", "Bob")] };
        Assert.Contains(new EmailAddress("bob@x", "Bob"), ReplyRecipients.For(source, [], ReplyMode.ReplyAll).To);
    }

    [Fact]
    public void Threading_headers_continue_the_chain()
    {
        var headers = ReplyHeaders.For("c@x", "b@x", ["a@x", "b@x"], "Hi", ReplyMode.Reply);
        Assert.Equal(("c@x", "a@x b@x c@x", "Re: Hi"), (headers.InReplyTo, string.Join(' ', headers.References), headers.Subject));
        Assert.Equal("b@x c@x", string.Join(' ', ReplyHeaders.For("c@x", "b@x", [], "", ReplyMode.Reply).References));
        Assert.Null(ReplyHeaders.For("c@x", null, [], "", ReplyMode.Forward).InReplyTo);
        Assert.Empty(ReplyHeaders.For(null, null, ["a@x"], "", ReplyMode.Reply).References);
        Assert.Equal(50, ReplyHeaders.For("z@x", null, [.. Enumerable.Range(0, 200).Select(i => $"{i}@x")], "", ReplyMode.Reply).References.Count);
    }

    [Fact]
    public void The_quote_holds_the_original_unchanged_and_is_found_again()
    {
        const string original = "<html><head><style>p{color:red}</style></head><body class=x><p>Hello <b>Bob</b></p></body></html>";
        var source = new ReplyQuoteSource { From = new("ann@x.test", "Ann <3"), SentAt = new DateTimeOffset(2026, 11, 3, 9, 30, 0, TimeSpan.Zero), BodyHtml = original };
        var quote = ReplyQuote.For(source, ReplyMode.Reply, CultureInfo.GetCultureInfo("en-GB"));
        Assert.Contains("<style>p{color:red}</style><p>Hello <b>Bob</b></p></blockquote>", quote.Html, StringComparison.Ordinal);
        Assert.Contains("On Tue, Nov 3, 2026 at 09:30, Ann &lt;3 &lt;ann@x.test&gt; wrote:", quote.Html, StringComparison.Ordinal);
        Assert.Contains("> Hello Bob", quote.Text, StringComparison.Ordinal);
        Assert.Equal("Answer.", QuotedText.OwnWords("Answer.\n\n" + quote.Text));
        Assert.Equal("Answer.", QuotedHtml.OwnWords("<p>Answer.</p>" + quote.Html));
    }

    [Fact]
    public void An_original_that_leaves_a_comment_open_does_not_hide_what_follows()
    {
        var source = new ReplyQuoteSource { From = new("ann@x.test", ""), BodyHtml = "<p>Hi<!-- open" };
        Assert.DoesNotContain("<!--", ReplyQuote.For(source, ReplyMode.Reply, CultureInfo.InvariantCulture).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forward_says_who_wrote_what_to_whom()
    {
        var source = new ReplyQuoteSource { From = new("ann@x.test", "Ann"), To = [new("bob@x.test", "")], Cc = [new("carl@x.test", "")], Subject = "Plan", BodyText = "Words.\n> older" };
        var quote = ReplyQuote.For(source, ReplyMode.Forward, CultureInfo.InvariantCulture);
        Assert.Equal("---------- Forwarded message ---------\nFrom: Ann <ann@x.test>\nSubject: Plan\nTo: bob@x.test\nCc: carl@x.test\n\nWords.\n> older", quote.Text);
        Assert.Contains("Words.<br>", quote.Html, StringComparison.Ordinal);
    }
}
