using SimpleCrm.LiveUpdates;
using Xunit;

namespace SimpleCrm.Tests.LiveUpdates;

public class LiveFeedTests
{
    private static LiveChange Change(long owner, params long[] threads) => new() { MailboxId = owner * 10, OwnerId = owner, ThreadIds = threads };

    [Fact]
    public async Task A_change_reaches_its_owner_and_nobody_else()
    {
        var feed = new LiveFeed();
        var mine = new TaskCompletionSource<LiveChange>();
        using var one = feed.Subscribe(1, c => { mine.TrySetResult(c); return Task.CompletedTask; }, Rethrow);
        using var two = feed.Subscribe(2, _ => throw new InvalidOperationException("told of another person's mailbox"), e => { mine.TrySetException(e); return Task.CompletedTask; });

        feed.Publish(Change(1, 7));

        Assert.Equal([7L], (await mine.Task.WaitAsync(TimeSpan.FromSeconds(10))).ThreadIds);
    }

    [Fact]
    public async Task Changes_that_come_while_a_screen_is_busy_are_merged_and_none_is_lost()
    {
        var feed = new LiveFeed();
        var first = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var seen = new HashSet<long>();
        var calls = 0;
        var all = new TaskCompletionSource();
        using var subscription = feed.Subscribe(1, async c =>
        {
            calls++;
            first.TrySetResult();
            await goOn.Task;
            seen.UnionWith(c.ThreadIds);
            if (seen.Count == 101)
                all.TrySetResult();
        }, Rethrow);

        feed.Publish(Change(1, 0));
        await first.Task.WaitAsync(TimeSpan.FromSeconds(10));
        for (var thread = 1; thread <= 100; thread++)
            feed.Publish(Change(1, thread));
        goOn.SetResult();

        await all.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_screen_that_fails_is_told_and_the_next_change_still_comes()
    {
        var feed = new LiveFeed();
        var failures = new List<Exception>();
        var second = new TaskCompletionSource();
        using var subscription = feed.Subscribe(1, c => c.ThreadIds.Contains(2) ? Done(second) : throw new InvalidOperationException("broken"),
            e => { failures.Add(e); return Task.CompletedTask; });

        feed.Publish(Change(1, 1));
        feed.Publish(new LiveChange { MailboxId = 99, OwnerId = 1, ThreadIds = [2] });

        await second.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Single(failures);

        static Task Done(TaskCompletionSource source)
        {
            source.TrySetResult();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task After_disposal_nothing_more_comes()
    {
        var feed = new LiveFeed();
        var late = 0;
        feed.Subscribe(1, _ => { late++; return Task.CompletedTask; }, Rethrow).Dispose();
        var marker = new TaskCompletionSource();
        using var other = feed.Subscribe(1, _ => { marker.TrySetResult(); return Task.CompletedTask; }, Rethrow);

        feed.Publish(Change(1, 1));

        await marker.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, late);
    }

    private static Task Rethrow(Exception exception) => throw exception;
}
