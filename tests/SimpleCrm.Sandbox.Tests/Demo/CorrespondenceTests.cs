using System.Text;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SimpleCrm.Sandbox.Demo;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Demo;

public sealed class CorrespondenceTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly DemoCast _cast = DemoCast.Create();
    private SandboxServer _sandbox = null!;
    private Correspondence _correspondence = null!;
    private GmailMailbox _mailbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(0, _time, TestContext.Current.CancellationToken);
        DemoAccounts.Open(_sandbox, _cast);
        _mailbox = _sandbox.Google.Find("alex.winter@northwind.example")!;
        _correspondence = new Correspondence(_sandbox, _cast, TimeSpan.FromSeconds(90));
    }

    public async ValueTask DisposeAsync()
    {
        _correspondence.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Customer_answers_in_thread_and_quotes()
    {
        var customer = _cast.Customers[0];
        _mailbox.Send(Email(customer.Address, "Re: Quote", "order-1@northwind.example", "Six weeks, and carriage is paid."), null);

        using var answer = await ArrivesAsync(m => m.InReplyTo == "order-1@northwind.example");
        Assert.Equal(customer.Address, answer.From.Mailboxes.Single().Address);
        Assert.Equal("Re: Quote", answer.Subject);
        Assert.Contains("> Six weeks, and carriage is paid.", answer.TextBody, StringComparison.Ordinal);
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(41));
    }

    [Fact]
    public async Task Email_to_a_stranger_bounces_and_is_not_answered()
    {
        _mailbox.Send(Email("me@elsewhere.example", "Hello", "hello-1@northwind.example", "Is anybody there?"), null);

        using var bounce = await ArrivesAsync(m => m.From.Mailboxes.Single().Address.StartsWith("mailer-daemon@", StringComparison.Ordinal));
        Assert.Equal("multipart/report", bounce.Body!.ContentType.MimeType);
        Assert.Equal("auto-replied", bounce.Headers[HeaderId.AutoSubmitted]);
        Assert.Contains("me@elsewhere.example", bounce.TextBody, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(Inbox());
    }

    [Fact]
    public async Task Colleague_at_the_other_provider_gets_the_email_itself()
    {
        _mailbox.Send(Email("priya.raman@northwind-nordic.example", "Lunch?", "lunch-1@northwind.example", "At noon?"), null);

        await Until.TrueAsync(() => Task.FromResult(_sandbox.Microsoft.Find("priya.raman@northwind-nordic.example")!.Snapshot().Values.Any(m => m.MessageId == "<lunch-1@northwind.example>")),
            TimeSpan.FromSeconds(10), () => "It does not arrive.", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Customers_write_by_themselves()
    {
        _correspondence.Start();
        using var email = await ArrivesAsync(_ => true);
        Assert.NotNull(_cast.Find(email.From.Mailboxes.Single().Address));
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(127));
    }

    private async Task<MimeMessage> ArrivesAsync(Func<MimeMessage, bool> condition)
    {
        MimeMessage? found = null;
        await Until.TrueAsync(
            () =>
            {
                if ((found = Inbox().FirstOrDefault(condition)) is null)
                    _time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(found is not null);
            },
            TimeSpan.FromSeconds(20),
            () => "Nothing arrives.",
            TestContext.Current.CancellationToken);
        return found!;
    }

    private List<MimeMessage> Inbox() =>
        [.. _mailbox.Messages().Where(m => m.Labels.Contains("INBOX")).Select(m => MimeMessage.Load(new MemoryStream(_mailbox.Source(m.Id)!.Value.ToArray())))];

    private static byte[] Email(string to, string subject, string id, string text) => Encoding.UTF8.GetBytes(
        $"From: Alex Winter <alex.winter@northwind.example>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n\r\n{text}\r\n");
}
