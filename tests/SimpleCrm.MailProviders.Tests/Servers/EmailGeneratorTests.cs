using MimeKit;
using SimpleCrm.TestServers.Emails;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Servers;

public class EmailGeneratorTests
{
    private static readonly EmailGeneratorOptions Small = new() { SizeFactor = 0.05 };

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var first = new EmailGenerator(Small).Generate(300).ToList();
        var second = new EmailGenerator(Small).Generate(300).ToList();
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Raw, pair.Second.Raw));
    }

    [Fact]
    public void Another_seed_gives_other_mail()
    {
        var first = new EmailGenerator(Small).Generate(50).Select(email => email.MessageId);
        var second = new EmailGenerator(Small with { Seed = 2 }).Generate(50).Select(email => email.MessageId);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public void Emails_read_back_as_described()
    {
        foreach (var email in new EmailGenerator(Small).Generate(500))
        {
            using var stream = new MemoryStream(email.Raw);
            var message = MimeMessage.Load(stream);
            Assert.Equal(email.MessageId, message.MessageId);
            Assert.Equal(email.Subject, message.Subject);
            Assert.Equal(email.Date, message.Date);
            Assert.Equal(email.Attachments, message.Attachments.Count());
            Assert.False(string.IsNullOrWhiteSpace(message.TextBody ?? message.HtmlBody));
            Assert.True(email.ThreadId == email.MessageId || message.References.First() == email.ThreadId);
        }
    }

    [Fact]
    public void Addresses_lead_nowhere()
    {
        foreach (var email in new EmailGenerator(Small).Generate(500))
        {
            using var stream = new MemoryStream(email.Raw);
            var message = MimeMessage.Load(stream);
            Assert.All(message.GetRecipients().Concat(message.From.Mailboxes), mailbox => Assert.Matches(@"\.(test|example)$", mailbox.Domain));
        }
    }

    [Fact]
    public void Attachments_charsets_and_conversations_are_as_mixed_as_promised()
    {
        var emails = new EmailGenerator(new EmailGeneratorOptions()).Generate(1_500).ToList();
        var charsets = emails
            .Select(email => MimeMessage.Load(new MemoryStream(email.Raw)))
            .SelectMany(message => message.BodyParts.OfType<TextPart>())
            .Select(part => part.ContentType.Charset)
            .Distinct()
            .Count();
        Assert.InRange(emails.Count(email => email.Attachments > 0) / 1_500.0, 0.12, 0.18);
        Assert.InRange(emails.Average(email => email.Raw.Length), 20_000, 32_000);
        Assert.InRange(emails.DistinctBy(email => email.ThreadId).Count(), 330, 560);
        Assert.True(charsets >= 12, $"{charsets} charsets");
        Assert.True(emails.Zip(emails.Skip(1)).All(pair => pair.First.Date <= pair.Second.Date));
    }
}
