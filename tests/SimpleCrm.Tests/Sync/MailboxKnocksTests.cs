using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

public class MailboxKnocksTests
{
    [Fact]
    public async Task Any_number_of_knocks_become_one_run()
    {
        var knocks = new MailboxKnocks();
        for (var i = 0; i < 10; i++)
            knocks.Knock(1, i % 2 == 0 ? KnockReason.Push : KnockReason.Poll);
        Assert.Equal(1, await knocks.NextAsync(TestContext.Current.CancellationToken));
        Assert.Equal(KnockReason.Push | KnockReason.Poll, knocks.Take(1));
        knocks.Finish(1);
        Assert.False(knocks.NextAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task A_knock_during_a_run_starts_another_one_after_it()
    {
        var knocks = new MailboxKnocks();
        knocks.Knock(1, KnockReason.Poll);
        await knocks.NextAsync(TestContext.Current.CancellationToken);
        knocks.Take(1);
        knocks.Knock(1, KnockReason.Push);
        var next = knocks.NextAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(next.IsCompleted);
        knocks.Finish(1);
        Assert.Equal(1, await next);
        Assert.Equal(KnockReason.Push, knocks.Take(1));
    }

    [Fact]
    public async Task Mailboxes_do_not_wait_for_one_another()
    {
        var knocks = new MailboxKnocks();
        knocks.Knock(1, KnockReason.Poll);
        knocks.Knock(2, KnockReason.Poll);
        Assert.Equal(1, await knocks.NextAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, await knocks.NextAsync(TestContext.Current.CancellationToken));
    }
}
