using System.Text.Json;
using SimpleCrm.Mail;
using Xunit;
using Threading = SimpleCrm.Mail.Threading;

namespace SimpleCrm.Tests.Mail;

public sealed class ThreadingTests
{
    [Fact]
    public void Mailing_list_messages_fall_into_the_expected_threads()
    {
        var emails = MailCorpus.Messages("threading").Select(Reading.File).ToList();
        var groups = Threading.Group(emails.Select(e => new ThreadingInput<string>(e.MessageId!, e.MessageId, e.InReplyTo, e.References)));
        var expected = JsonSerializer.Deserialize<string[][]>(File.ReadAllBytes(Path.Combine(MailCorpus.Folder("threading"), "expected-threads.json")))!;
        Assert.Equal(expected.Select(Key).Order(), groups.Select(g => Key(g)).Order());

        static string Key(IEnumerable<string> ids) => string.Join(' ', ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Answers_to_a_message_never_seen_belong_together() =>
        Assert.Equal([["b", "c"]], Threading.Group([Email("b", "a"), Email("c", "a")]));

    [Fact]
    public void A_late_message_joins_two_threads() =>
        Assert.Equal([["a", "c", "b"]], Threading.Group([Email("a"), Email("c", "x"), Email("b", "a", "x")]));

    [Fact]
    public void Ids_that_go_round_in_a_circle_make_one_thread() =>
        Assert.Equal([["a", "b", "c"]], Threading.Group([Email("a", "c"), Email("b", "a"), Email("c", "b")]));

    [Fact]
    public void Messages_without_ids_stay_alone() =>
        Assert.Equal([["a"], ["b"]], Threading.Group([new ThreadingInput<string>("a", null, null, []), new ThreadingInput<string>("b", null, null, [])]));

    [Fact]
    public void A_message_that_answers_itself_has_no_parent() => Assert.Null(Threading.ParentOf("a", "a", []));

    [Theory]
    [InlineData("<a@x> <b@y>", "a@x b@y")]
    [InlineData("<a@x><b@y>,<a@x>", "a@x b@y")]
    [InlineData("a@x b@y", "a@x b@y")]
    [InlineData("Your message of \"Mon, 1 Jan\" <a@x>", "a@x")]
    [InlineData("<a@x\r\n .y>", "a@x.y")]
    [InlineData("<a@x", "a@x")]
    [InlineData("<<a@x>>", "a@x")]
    [InlineData("=?utf-8?q?=3Ca=40x=3E?=", "a@x")]
    [InlineData("<>", "")]
    [InlineData("\u202E\0", "")]
    public void Broken_references_are_read(string header, string ids) => Assert.Equal(ids, string.Join(' ', MessageIds.Parse(header)));

    [Fact]
    public void Thousands_of_references_keep_the_first_and_the_last()
    {
        var ids = MessageIds.Parse(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"<{i}@x>\r\n ")), 100);
        Assert.Equal(100, ids.Count);
        Assert.Equal("0@x", ids[0]);
        Assert.Equal("4999@x", ids[^1]);
    }

    [Theory]
    [InlineData("Re: Hello", "Hello")]
    [InlineData("AW: WG: Re[2]: Hello", "Hello")]
    [InlineData("SV: VS : Hello", "Hello")]
    [InlineData("R: I: Ciao", "Ciao")]
    [InlineData("回复：转发：你好", "你好")]
    [InlineData("RE: FW: RV: [list] Hello (fwd)", "[list] Hello")]
    [InlineData("Regarding: Hello", "Regarding: Hello")]
    [InlineData("a: b", "a: b")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Subjects_lose_their_prefixes(string? subject, string expected) => Assert.Equal(expected, SubjectLine.Normalise(subject));

    [Theory]
    [InlineData("Hello", "Re: Hello", "Fwd: Hello")]
    [InlineData("Re: Hello", "Re: Hello", "Fwd: Re: Hello")]
    [InlineData("AW: Hallo", "AW: Hallo", "Fwd: AW: Hallo")]
    [InlineData("Fwd: Hello", "Re: Fwd: Hello", "Fwd: Hello")]
    [InlineData("WG: Hallo", "Re: WG: Hallo", "WG: Hallo")]
    [InlineData("", "Re:", "Fwd:")]
    [InlineData("Hi\r\nBcc: v@x", "Re: Hi Bcc: v@x", "Fwd: Hi Bcc: v@x")]
    public void New_subjects_do_not_double_prefixes(string subject, string reply, string forward)
    {
        Assert.Equal(reply, SubjectLine.ForReply(subject));
        Assert.Equal(forward, SubjectLine.ForForward(subject));
    }

    private static ThreadingInput<string> Email(string id, params string[] references) => new(id, id, references.LastOrDefault(), references);
}
