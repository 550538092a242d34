using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

public class RefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_calls_of_a_batch_that_were_put_off_are_repeated()
    {
        await using var world = await OutlookHost.StartAsync();
        var ids = Enumerable.Range(0, 20).Select(i => world.Deliver($"Email {i}")).ToList();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        await (await world.SessionAsync()).ListEmailsAsync(inbox, Cancellation);
        var bodies = 0;
        var observer = world.Graph.Observer!;
        world.Graph.Observer = call =>
        {
            observer(call);
            if (call.Path.EndsWith("/$value", StringComparison.Ordinal) && call.Status == 200)
                Interlocked.Increment(ref bodies);
        };
        world.Faults.Add(new SandboxFault { PathContains = "$value", Status = 429, RetryAfter = TimeSpan.FromSeconds(1), Times = 3 });

        var fetched = await world.FetchAsync(inbox, ids);

        Assert.Equal(20, fetched.Count(f => f.Content is not null));
        Assert.Equal(20, bodies);
    }

    [Fact]
    public async Task An_email_that_the_service_cannot_give_is_a_failure_of_its_own()
    {
        await using var world = await OutlookHost.StartAsync();
        var ids = Enumerable.Range(0, 3).Select(i => world.Deliver($"Email {i}")).ToList();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        world.Faults.Add(new SandboxFault { PathContains = "$value", Status = 500 });

        var fetched = await world.FetchAsync(inbox, ids);

        Assert.Equal(["server:500", null, null], fetched.Select(f => f.Failure));
    }

    [Fact]
    public async Task A_refused_token_is_reported_and_the_call_repeated_with_another()
    {
        await using var world = await OutlookHost.StartAsync();
        var stale = world.Token;
        world.Server.Tokens.Revoke(world.Mailbox.Address);

        var listing = await (await world.SessionAsync()).ListFoldersAsync(Cancellation);

        Assert.True(listing.IsComplete);
        Assert.Contains(stale, world.Refused);
    }

    [Fact]
    public async Task A_long_wait_is_left_to_whoever_schedules_and_nobody_calls_before()
    {
        await using var world = await OutlookHost.StartAsync();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        var session = await world.SessionAsync();
        world.Faults.Add(new SandboxFault { PathContains = "delta", Status = 429, RetryAfter = TimeSpan.FromMinutes(5) });

        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => session.ListEmailsAsync(inbox, Cancellation));
        var next = await Assert.ThrowsAsync<MailboxAccessException>(() => session.FindAsync(inbox, ["AAkA"], Cancellation));

        Assert.Equal(MailboxProblem.RateLimited, refusal.Problem);
        Assert.Equal(TimeSpan.FromMinutes(5), refusal.RetryAfter);
        Assert.Equal(MailboxProblem.RateLimited, next.Problem);
        Assert.InRange(next.RetryAfter!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task No_more_than_four_calls_run_at_once_and_one_is_kept_for_people()
    {
        await using var world = await OutlookHost.StartAsync();
        var ids = Enumerable.Range(0, 300).Select(i => world.Deliver($"Email {i}")).ToList();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        var session = await world.SessionAsync();
        world.Faults.Add(new SandboxFault { PathContains = "$batch", Delay = TimeSpan.FromMilliseconds(100), Times = 100 });

        var fetching = world.FetchAsync(inbox, ids);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => session.FindAsync(inbox, [ids[i]], Cancellation)));
        await fetching;

        Assert.Equal(0, world.Mailbox.OverlappingCallsRefused);
        Assert.InRange(world.Mailbox.MostCallsAtOnce, 2, 4);
    }

    [Fact]
    public async Task A_folder_that_is_forbidden_fails_alone()
    {
        await using var world = await OutlookHost.StartAsync();
        var inbox = (await world.FolderAsync(FolderRole.Inbox)).RemoteId;
        var session = await world.SessionAsync();
        world.Faults.Add(new SandboxFault { PathContains = "messages/", Status = 403 });

        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => session.ListEmailsAsync(inbox, Cancellation));

        Assert.True(refusal.IsFolderOnly);
        Assert.Empty((await session.ListEmailsAsync(inbox, Cancellation)).Emails);
    }
}
