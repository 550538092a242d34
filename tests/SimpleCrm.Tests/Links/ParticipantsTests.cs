using SimpleCrm.Links;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Links;

public sealed class ParticipantsTests
{
    [Fact]
    public void Everybody_takes_part_once()
    {
        var people = new EmailPeople { To = [new("jo@a.example", "Jo"), new("JO@a.example", "")], Cc = [new("mia@a.example", "")], Bcc = [new("bo@a.example", "")], ReplyTo = [new("ana@b.example", "")], Sender = new("ass@b.example", "") };
        Assert.Equal(["ana@b.example", "jo@a.example", "mia@a.example", "bo@a.example", "ass@b.example"], Read(new("ana@b.example", "Ana"), people));
    }

    [Fact]
    public void An_address_in_the_name_counts_where_there_is_no_other() => Assert.Equal(["ana@b.example"], Read(new("", "ana@b.example")));

    [Fact]
    public void An_address_in_the_name_of_a_stranger_is_a_disguise() => Assert.Equal(["x@evil.test"], Read(new("x@evil.test", "Ana Ruiz <ana@b.example>")));

    [Fact]
    public void An_address_in_the_name_counts_within_one_company() => Assert.Equal(["a.ruiz@mail.b.example", "ana@b.example"], Read(new("a.ruiz@mail.b.example", "ana@b.example")));

    [Fact]
    public void Free_mail_is_not_one_company() => Assert.Equal(["x@gmail.com"], Read(new("x@gmail.com", "ana@gmail.com")));

    [Fact]
    public void A_list_that_writes_in_its_authors_name_is_seen_through() =>
        Assert.Equal(["ana=b.example@lists.example", "ana@b.example"], Read(new("ana=b.example@lists.example", "Ana via list"), isList: true));

    [Fact]
    public void Of_a_mass_mailing_the_first_hundred_take_part()
    {
        var many = Enumerable.Range(0, 500).Select(i => new EmailAddress($"p{i}@a.example", "")).ToList();
        Assert.Equal(Participants.Most, Read(new("ana@b.example", ""), new EmailPeople { To = many }).Count());
    }

    private static IEnumerable<string> Read(EmailAddress from, EmailPeople? people = null, bool isList = false) => Participants.Of(from, people ?? new EmailPeople(), isList).Select(p => p.Address);
}
