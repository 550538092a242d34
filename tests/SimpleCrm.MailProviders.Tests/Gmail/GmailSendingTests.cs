using System.Text;
using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

public sealed class GmailSendingTests : IAsyncLifetime
{
    private GmailHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await GmailHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static OutgoingMessage Message(string body = "Hello", string? thread = null)
    {
        var id = $"{Guid.NewGuid():N}@northwind.test";
        var content = $"From: Ana <{GmailHost.Address}>\r\nTo: bob@mercier.example\r\nSubject: Offer\r\nMessage-ID: <{id}>\r\nX-SimpleCrm-Id: mark-{id}\r\n\r\n{body}\r\n";
        return new OutgoingMessage(Encoding.ASCII.GetBytes(content), GmailHost.Address, ["bob@mercier.example"]) { MessageId = id, Marker = $"mark-{id}", ExternalThreadId = thread };
    }

    private int SentCount() => _host.Mailbox.Messages().Count(m => m.Labels.Contains("SENT"));

    public static TheoryData<int, string?, SendOutcome, MailboxProblem?> Answers => new()
    {
        { 400, "invalidArgument", SendOutcome.Rejected, null },
        { 403, "forbidden", SendOutcome.Rejected, null },
        { 413, "uploadTooLarge", SendOutcome.Rejected, null },
        { 403, "userRateLimitExceeded", SendOutcome.NotSent, MailboxProblem.RateLimited },
        { 429, "rateLimitExceeded", SendOutcome.NotSent, MailboxProblem.RateLimited },
        { 503, null, SendOutcome.NotSent, MailboxProblem.ServerBusy },
        { 500, null, SendOutcome.Unknown, null },
        { 502, null, SendOutcome.Unknown, null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Outcome_follows_from_the_answer(int status, string? reason, SendOutcome outcome, MailboxProblem? problem)
    {
        _host.Sandbox.Faults.Add(new SandboxFault { PathContains = "messages/send", Status = status, ErrorCode = reason });
        var result = await _host.Provider.SendEmailAsync(_host.Connection, Message(), Token);
        Assert.Equal(outcome, result.Outcome);
        if (problem is not null)
            Assert.Equal(problem, result.Problem);
        Assert.Equal(0, SentCount());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Lost_answer_is_unknown_and_never_sent_again(bool afterEffect, int sent)
    {
        _host.Sandbox.Faults.Add(new SandboxFault { PathContains = "messages/send", DropAfter = afterEffect, DropBefore = !afterEffect });
        var message = Message();
        Assert.Equal(SendOutcome.Unknown, (await _host.Provider.SendEmailAsync(_host.Connection, message, Token)).Outcome);
        Assert.Equal(sent, SentCount());
        await using var session = await _host.OpenAsync();
        Assert.Equal(sent, (await session.FindByMessageIdAsync("SENT", message.MessageId, message.Marker, Token)).Count);
    }

    [Fact]
    public async Task Server_that_cannot_be_reached_has_not_sent()
    {
        var message = Message();
        await _host.Sandbox.DisposeAsync();
        Assert.Equal(SendOutcome.NotSent, (await _host.Provider.SendEmailAsync(_host.Connection, message, Token)).Outcome);
    }

    [Fact]
    public async Task Withdrawn_consent_has_not_sent()
    {
        _host.Revoke();
        var result = await _host.Provider.SendEmailAsync(_host.Connection, Message(), Token);
        Assert.Equal((SendOutcome.NotSent, MailboxProblem.ConsentWithdrawn), (result.Outcome, result.Problem));
    }

    [Fact]
    public async Task Refused_token_is_renewed_before_sending()
    {
        await _host.Provider.AuthenticateAsync(_host.Connection, MailServerSide.Outgoing, Token);
        _host.ExpireTokens();
        Assert.Equal(SendOutcome.Accepted, (await _host.Provider.SendEmailAsync(_host.Connection, Message(), Token)).Outcome);
        Assert.Equal(1, SentCount());
    }

    [Fact]
    public async Task Email_whose_conversation_is_gone_is_sent_all_the_same()
    {
        Assert.Equal(SendOutcome.Accepted, (await _host.Provider.SendEmailAsync(_host.Connection, Message(thread: "19a0000000000042"), Token)).Outcome);
        Assert.Equal(1, SentCount());
    }

    [Fact]
    public async Task Own_mark_finds_an_email_whose_message_id_was_replaced()
    {
        _host.Mailbox.RewritesMessageIds = true;
        var message = Message();
        var result = await _host.Provider.SendEmailAsync(_host.Connection, message, Token);
        await _host.Provider.SendEmailAsync(_host.Connection, Message("Another"), Token);
        await using var session = await _host.OpenAsync();
        Assert.Empty(await session.FindByMessageIdAsync("SENT", message.MessageId, null, Token));
        Assert.Equal([result.RemoteId!], await session.FindByMessageIdAsync("SENT", message.MessageId, message.Marker, Token));
    }

    [Fact]
    public async Task Copy_that_is_filed_late_has_the_id_that_was_told()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await GmailHost.StartAsync(time: time);
        host.Mailbox.SentCopyDelay = TimeSpan.FromMinutes(1);
        var message = Message();
        var result = await host.Provider.SendEmailAsync(host.Connection, message, Token);
        await using var session = await host.OpenAsync();
        Assert.Empty(await session.FindByMessageIdAsync("SENT", message.MessageId, null, Token));
        time.Advance(TimeSpan.FromMinutes(1));
        IReadOnlyList<string> found = [];
        await TestServers.Processes.Until.TrueAsync(
            async () => (found = await session.FindByMessageIdAsync("SENT", message.MessageId, null, Token)).Count > 0, TimeSpan.FromSeconds(10), () => "the copy never came", Token);
        Assert.Equal([result.RemoteId!], found);
    }

    [Fact]
    public async Task Large_email_goes_up_in_pieces_byte_for_byte()
    {
        var body = string.Concat(Enumerable.Repeat("0123456789abcdef0123456789abcdef0123456789abcdef\r\n", 120_000));
        var message = Message(body);
        var result = await _host.Provider.SendEmailAsync(_host.Connection, message, Token);
        Assert.Equal(SendOutcome.Accepted, result.Outcome);
        Assert.EndsWith(body.TrimEnd(), Encoding.ASCII.GetString(_host.Mailbox.Source(result.RemoteId!)!.Value.Span).TrimEnd(), StringComparison.Ordinal);
    }
}
