using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class FailureTests
{
    [Fact]
    public async Task A_lost_connection_is_retried_after_ever_longer_waits()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Before = (_, _) => throw new MailboxAccessException(MailboxProblem.TimedOut, "no answer");
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            var retryAt = await bed.SyncAsync(KnockReason.Person);
            waits.Add(retryAt!.Value - bed.Time.GetUtcNow().UtcDateTime);
        }
        var mailbox = await bed.MailboxAsync();
        Assert.Equal((MailboxState.Retrying, MailboxProblem.TimedOut, 12), (mailbox.State, mailbox.Problem, mailbox.FailedRuns));
        Assert.InRange(waits[0], TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12.5));
        Assert.InRange(waits[3], TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(100));
        Assert.InRange(waits[11], TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(18.75));
    }

    [Fact]
    public async Task A_mailbox_that_waits_is_left_alone_until_its_time_or_a_person_asks()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Before = (_, _) => throw new MailboxAccessException(MailboxProblem.ServerBusy, null) { RetryAfter = TimeSpan.FromMinutes(7) };
        var retryAt = await bed.SyncAsync();
        Assert.Equal(bed.Time.GetUtcNow().UtcDateTime.AddMinutes(7), retryAt);
        bed.Server.Before = null;
        await bed.SyncAsync();
        Assert.Equal(0, bed.Server.Logins);
        await bed.SyncAsync(KnockReason.Person);
        Assert.Equal((1, MailboxState.Active), (bed.Server.Logins, (await bed.MailboxAsync()).State));
    }

    [Fact]
    public async Task A_refused_password_is_believed_the_second_time_and_not_tried_a_third()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Before = (_, _) => throw new MailboxAccessException(MailboxProblem.WrongPassword, "bad");
        await bed.SyncAsync();
        Assert.Equal(MailboxState.Retrying, (await bed.MailboxAsync()).State);
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        await bed.SyncAsync();
        Assert.Equal(MailboxState.NeedsReconnect, (await bed.MailboxAsync()).State);
        bed.Server.Before = null;
        await bed.SyncAsync(KnockReason.Person);
        Assert.Equal(0, bed.Server.Logins);
        await bed.SyncAsync(KnockReason.Connected);
        Assert.Equal(MailboxState.Active, (await bed.MailboxAsync()).State);
    }

    [Fact]
    public async Task A_folder_that_the_server_refuses_is_parked_while_the_others_flow()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        bed.Server.Folder("Archive").Fill(5, first: 50);
        bed.Server.Before = (_, folder) =>
        {
            if (folder == "INBOX")
                throw new MailboxAccessException(MailboxProblem.ServerError, "no") { IsFolderOnly = true };
        };
        await bed.SyncAsync();
        Assert.Equal(5, (await bed.EmailsAsync()).Count);
        Assert.NotNull((await bed.FolderAsync("INBOX")).ParkedUntil);
        Assert.Equal(MailboxState.Active, (await bed.MailboxAsync()).State);
        bed.Server.Calls.Clear();
        await bed.SyncAsync();
        Assert.DoesNotContain(bed.Server.Calls, c => c.EndsWith("INBOX", StringComparison.Ordinal));
        bed.Server.Before = null;
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Null((await bed.FolderAsync("INBOX")).ParkedUntil);
    }

    [Fact]
    public async Task A_folder_that_breaks_the_connection_each_time_does_not_starve_the_others()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        bed.Server.Folder("Archive").Fill(5, first: 50);
        bed.Server.Before = (_, folder) =>
        {
            if (folder == "INBOX")
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        for (var i = 0; i < 4; i++)
        {
            bed.Time.Advance(TimeSpan.FromMinutes(1));
            await bed.SyncAsync();
        }
        Assert.Equal(5, (await bed.EmailsAsync()).Count);
    }

    [Fact]
    public async Task A_session_that_died_unseen_is_replaced_without_a_failure()
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        bed.Server.Inbox.Arrive(bed, 1);
        var calls = 0;
        bed.Server.Before = (_, _) =>
        {
            if (++calls == 1)
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
        };
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Equal((2, 0), (bed.Server.Logins, (await bed.MailboxAsync()).FailedRuns));
    }

    [Theory]
    [InlineData(13, MailboxProblem.DiskFull)]
    [InlineData(5, MailboxProblem.DatabaseBusy)]
    public async Task A_full_disk_or_a_locked_database_pauses_with_a_reason_and_loses_nothing(int code, MailboxProblem problem)
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(50);
        var commits = 0;
        bed.OnDatabase = text =>
        {
            if (text == "COMMIT" && ++commits is 3 or 4)
                throw new SqliteException("refused", code);
        };
        await bed.SyncAsync();
        Assert.Equal((MailboxState.Retrying, problem), ((await bed.MailboxAsync()).State, (await bed.MailboxAsync()).Problem));
        bed.OnDatabase = null;
        bed.Time.Advance(TimeSpan.FromMinutes(1));
        await bed.SyncAsync();
        await bed.AssertEqualToServerAsync();
        Assert.Null((await bed.MailboxAsync()).Problem);
    }

    [Fact]
    public async Task A_problem_that_cannot_even_be_stored_is_told_all_the_same()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        bed.OnDatabase = text =>
        {
            if (text == "COMMIT" || text.StartsWith("UPDATE", StringComparison.Ordinal))
                throw new SqliteException("full", 13);
        };
        var retryAt = await bed.SyncAsync();
        Assert.Equal(MailboxProblem.DiskFull, bed.Health.UnstoredProblem(bed.MailboxId));
        Assert.NotNull(retryAt);
        bed.OnDatabase = null;
        await bed.SyncAsync();
        Assert.Null(bed.Health.UnstoredProblem(bed.MailboxId));
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task An_unexpected_exception_ends_the_run_and_not_the_engine()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(5);
        bed.Server.Before = (name, _) =>
        {
            if (name == "list")
                throw new InvalidOperationException("a bug");
        };
        await bed.SyncAsync();
        Assert.Equal(MailboxProblem.Internal, (await bed.MailboxAsync()).Problem);
        bed.Server.Before = null;
        await bed.SyncAsync(KnockReason.Person);
        await bed.AssertEqualToServerAsync();
    }

    [Fact]
    public async Task A_paused_mailbox_is_not_touched_and_a_run_under_way_ends()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(2000);
        var fetches = 0;
        bed.Server.Before = (name, _) =>
        {
            if (name != "fetch" || ++fetches != 10)
                return;
            using var db = bed.Db();
            db.Mailboxes.ExecuteUpdate(s => s.SetProperty(m => m.State, MailboxState.Paused));
            bed.Knocks.Knock(bed.MailboxId, KnockReason.Person);
        };
        await bed.SyncAsync();
        Assert.Equal(MailboxState.Paused, (await bed.MailboxAsync()).State);
        Assert.InRange((await bed.EmailsAsync()).Count, 1, 1900);
        var logins = bed.Server.Logins;
        await bed.SyncAsync(KnockReason.Person);
        Assert.Equal(logins, bed.Server.Logins);
    }

    [Fact]
    public async Task Pages_of_a_mailbox_that_was_disconnected_meanwhile_are_not_stored()
    {
        await using var bed = await SyncBed.CreateAsync();
        bed.Server.Inbox.Fill(500);
        bed.Server.Before = (name, _) =>
        {
            if (name != "fetch")
                return;
            using var db = bed.Db();
            db.Mailboxes.ExecuteUpdate(s => s.SetProperty(m => m.State, MailboxState.Disconnected));
        };
        await bed.SyncAsync();
        Assert.Empty(await bed.EmailsAsync());
        Assert.Equal(MailboxState.Disconnected, (await bed.MailboxAsync()).State);
    }

    [Fact]
    public async Task With_every_hint_silent_the_poll_alone_brings_new_mail()
    {
        await using var bed = await SyncBed.CreateAsync();
        await bed.SyncAsync();
        bed.Server.Inbox.Arrive(bed, 1);
        bed.Time.Advance(TimeSpan.FromMinutes(4));
        await bed.Schedule.PollDueAsync(TestContext.Current.CancellationToken);
        Assert.False(bed.Knocks.IsWaiting(bed.MailboxId));
        bed.Time.Advance(TimeSpan.FromMinutes(1));
        await bed.Schedule.PollDueAsync(TestContext.Current.CancellationToken);
        Assert.True(bed.Knocks.IsWaiting(bed.MailboxId));
        await bed.Engine.RunAsync(bed.MailboxId, TestContext.Current.CancellationToken);
        await bed.AssertEqualToServerAsync();
    }
}
