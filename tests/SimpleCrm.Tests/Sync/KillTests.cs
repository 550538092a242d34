using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

/// <summary>The process ends at any of its steps: each database command, each commit, before and after each command to the server.</summary>
public class KillTests
{
    private static readonly bool All = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";

    [Fact]
    public async Task A_backfill_that_ends_at_any_step_converges_to_the_exact_set() => await AtEveryStepAsync(bed =>
    {
        bed.Server.Inbox.Fill(70);
        bed.Server.Folder("Archive").Fill(30, first: 100);
        return Task.CompletedTask;
    }, bed => bed.SyncAsync(KnockReason.Person));

    [Fact]
    public async Task Following_changes_that_ends_at_any_step_converges_to_the_exact_set() => await AtEveryStepAsync(async bed =>
    {
        bed.Server.Inbox.Fill(40);
        await bed.SyncAsync();
        var inbox = bed.Server.Inbox;
        inbox.SetFlags(inbox.Emails[3], read: true, starred: true);
        inbox.MoveTo(inbox.Emails[5], bed.Server.Folder("Archive"));
        inbox.Remove(inbox.Emails[7]);
        for (var i = 0; i < 45; i++)
            inbox.Arrive(bed, 500 + i);
    }, bed => bed.SyncAsync(KnockReason.Person));

    [Fact]
    public async Task A_sweep_that_ends_at_any_step_converges_and_keeps_every_email() => await AtEveryStepAsync(async bed =>
    {
        bed.Server.Inbox.Fill(60);
        await bed.SyncAsync();
        bed.Server.Renumber(bed.Server.Inbox);
    }, bed => bed.SyncAsync(KnockReason.Person));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writing_back_that_ends_at_any_step_is_done_once(bool tells) => await AtEveryStepAsync(async bed =>
    {
        bed.Server.TellsNewIds = tells;
        bed.Server.Inbox.Fill(8);
        bed.Server.Folder("Trash").Fill(3, first: 50);
        await bed.SyncAsync();
        var threads = (await bed.EmailsAsync()).Select(e => e.ThreadId).ToList();
        await bed.Actions.SetReadAsync(bed.Owner, threads[..3], true, TestContext.Current.CancellationToken);
        await bed.Actions.ArchiveAsync(bed.Owner, threads[2..5], TestContext.Current.CancellationToken);
        await bed.Actions.DeleteForeverAsync(bed.Owner, threads[8..9], TestContext.Current.CancellationToken);
        bed.Time.Advance(TimeSpan.FromSeconds(11));
    }, bed => bed.SyncAsync(KnockReason.Person), bed =>
    {
        Assert.Equal((5, 3, 2), (bed.Server.Inbox.Emails.Count, bed.Server.Folder("Archive").Emails.Count, bed.Server.Folder("Trash").Emails.Count));
        Assert.Equal(3, bed.Server.Folders.Sum(f => f.Emails.Count(e => e.IsRead)));
    });

    private static async Task AtEveryStepAsync(Func<SyncBed, Task> prepare, Func<SyncBed, Task> work, Action<SyncBed>? check = null)
    {
        var steps = await CountAsync(prepare, work);
        Assert.InRange(steps, 10, 2000);
        var stride = All ? 1 : Math.Max(1, steps / 12);
        for (var step = 1 + steps % stride; step <= steps; step += stride)
        {
            await using var bed = await SyncBed.CreateAsync();
            await prepare(bed);
            var known = await bed.EmailsAsync();
            var countdown = step;
            Hook(bed, () =>
            {
                if (Interlocked.Decrement(ref countdown) <= 0)
                    throw new KilledException();
            });
            await work(bed);
            Hook(bed, null);
            await bed.RestartAsync();
            await bed.SettleAsync(4);
            await bed.AssertEqualToServerAsync();
            check?.Invoke(bed);
            var still = (await bed.EmailsAsync()).ToDictionary(e => e.Id);
            var onServer = bed.Server.Folders.SelectMany(f => f.Emails).Select(e => e.Content.Subject).ToHashSet();
            Assert.All(known.Where(e => onServer.Contains(e.Subject)), e => Assert.Equal(e.ThreadId, still[e.Id].ThreadId));
            var announced = bed.Announced.ToHashSet();
            Assert.DoesNotContain(known, e => announced.Contains(e.Id));
        }
    }

    private static async Task<int> CountAsync(Func<SyncBed, Task> prepare, Func<SyncBed, Task> work)
    {
        await using var bed = await SyncBed.CreateAsync();
        await prepare(bed);
        var steps = 0;
        Hook(bed, () => Interlocked.Increment(ref steps));
        await work(bed);
        return steps;
    }

    private static void Hook(SyncBed bed, Action? step)
    {
        bed.OnDatabase = step is null ? null : _ => step();
        bed.Server.Before = step is null ? null : (_, _) => step();
        bed.Server.After = step is null ? null : (_, _) => step();
    }

    private sealed class KilledException : Exception;
}
