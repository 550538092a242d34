using SimpleCrm.MailProviders.Gmail;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

public class GmailQuotaTests
{
    [Fact]
    public async Task Backfill_stays_within_the_quota_and_is_never_refused()
    {
        await using var host = await GmailHost.StartAsync(new GmailQuotaOptions { UnitsPerMinute = 15_000 });
        host.Mailbox.Quota.UnitsPerMinute = 15_000;
        for (var i = 0; i < 500; i++)
            host.Mailbox.Deliver(TestEmails.Simple($"Email {i}"), DateTimeOffset.UnixEpoch.AddMinutes(29_000_000 + i));
        await using var session = await host.OpenAsync();
        var listing = await session.ListEmailsAsync("INBOX", TestContext.Current.CancellationToken);
        Assert.Equal(500, (await session.FetchAllAsync("INBOX", [.. listing.Emails.Select(e => e.RemoteId)])).Count);
        Assert.Equal(0, host.Mailbox.Quota.Refused);
    }

    [Fact]
    public async Task Limit_that_is_lower_than_expected_is_met_with_patience()
    {
        await using var host = await GmailHost.StartAsync();
        var ids = Enumerable.Range(0, 40).Select(i => host.Mailbox.Deliver(TestEmails.Simple($"Email {i}"), DateTimeOffset.UnixEpoch.AddMinutes(29_000_000 + i))).ToList();
        host.Sandbox.Faults.Add(new Sandbox.SandboxFault { PathContains = "messages/", Method = "GET", Status = 429, ErrorCode = "rateLimitExceeded", Times = 45 });
        await using var session = await host.OpenAsync();
        Assert.Equal(ids, (await session.FetchAllAsync("INBOX", ids)).Select(f => f.Remote.RemoteId));
    }
}
