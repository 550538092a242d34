using Microsoft.Extensions.Hosting;
using SimpleCrm.Outbox;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class OutboxWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Mailboxes_send_side_by_side_and_one_at_a_time_within_each()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var first = await world.ConnectAsync();
        var second = await world.ConnectAsync(address: "ann@other.example");
        var open = new TaskCompletionSource();
        var both = new TaskCompletionSource();
        var running = new Dictionary<string, int>();
        var entered = new HashSet<string>();
        for (var i = 0; i < 4; i++)
            world.Server.Submissions.Enqueue(async message =>
            {
                lock (running)
                {
                    Assert.Equal(1, running[message.From] = running.GetValueOrDefault(message.From) + 1);
                    entered.Add(message.From);
                    if (entered.Count == 2)
                        both.TrySetResult();
                }
                await open.Task;
                lock (running)
                    running[message.From]--;
                world.Server.Accept(message);
                return ScriptedServer.Yes();
            });
        foreach (var mailbox in new[] { first, first, second, second })
            await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        using var worker = Worker(world);
        await worker.StartAsync(default);
        await both.Task.WaitAsync(Patience);
        open.SetResult();
        await UntilAsync(() => world.Server.Sent.Count == 4);
        await worker.StopAsync(default);
        Assert.Equal(4, world.Server.Accepted.Count);
    }

    [Fact]
    public async Task New_email_wakes_the_worker_at_once()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        using var worker = Worker(world);
        await worker.StartAsync(default);
        // The clock stands still: only the signal can wake it.
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await UntilAsync(() => world.Server.Sent.Count == 1);
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await UntilAsync(() => world.Server.Sent.Count == 2);
        await worker.StopAsync(default);
    }

    [Fact]
    public async Task Stopping_brings_a_begun_submission_to_its_end_and_begins_no_other()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var begun = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        world.Server.Submissions.Enqueue(async message =>
        {
            begun.SetResult();
            await answer.Task;
            world.Server.Accept(message);
            return ScriptedServer.Yes();
        });
        var first = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        var second = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        using var worker = Worker(world);
        await worker.StartAsync(default);
        await begun.Task.WaitAsync(Patience);
        var stopping = worker.StopAsync(default);
        answer.SetResult();
        await stopping.WaitAsync(Patience);
        Assert.Equal(OutgoingState.Accepted, (await world.OutgoingAsync(first.Id)).State);
        Assert.Equal(OutgoingState.Prepared, (await world.OutgoingAsync(second.Id)).State);
    }

    [Fact]
    public async Task Submission_cut_off_by_a_crash_is_unknown_after_the_start()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.Get<OutboxStates>().ChangeAsync(receipt.Id, OutgoingState.Prepared, row => row.State = OutgoingState.Submitting, default);
        using var worker = Worker(world);
        await worker.StartAsync(default);
        await UntilAsync(() => world.Server.Searches > 0);
        await worker.StopAsync(default);
        Assert.Equal(OutgoingState.Unknown, (await world.OutgoingAsync(receipt.Id)).State);
        Assert.Empty(world.Server.Accepted);
    }

    [Fact]
    public async Task Row_that_breaks_its_step_does_not_hold_up_the_others()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var broken = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await using (var db = await world.DatabaseAsync())
        {
            db.Remove(await db.OutgoingContents.FindAsync(broken.Id) ?? throw new InvalidOperationException());
            await db.SaveChangesAsync();
        }
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Steps.RunNextAsync(mailbox, default));
        await world.RunDueAsync(mailbox);
        Assert.Single(world.Server.Sent);
    }

    private static BackgroundService Worker(OutboxWorld world) => (BackgroundService)world.Get<IEnumerable<IHostedService>>().Single(s => s.GetType().Name == "OutboxWorker");

    private static Task UntilAsync(Func<bool> condition) => Until.TrueAsync(condition, Patience, () => "It does not come to be so.");
}
