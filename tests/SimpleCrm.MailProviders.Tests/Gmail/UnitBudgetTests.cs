using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Gmail;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

public class UnitBudgetTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void No_minute_uses_more_than_allowed()
    {
        var budget = new UnitBudget(new GmailQuotaOptions { UnitsPerMinute = 6_000 }, _time);
        var spent = new List<DateTimeOffset>();
        for (var i = 0; i < 3_000; i++)
        {
            while (budget.TakeAsync(20, isPersonal: true, Cancelled()).IsCompletedSuccessfully)
                spent.Add(_time.GetUtcNow());
            _time.Advance(Step);
        }
        for (var i = 0; i < spent.Count; i++)
            Assert.InRange(spent.Skip(i).TakeWhile(at => at - spent[i] < TimeSpan.FromMinutes(1)).Count() * 20, 0, 6_000);
        // And nearly all of it is used: five minutes at 85 % and the burst.
        Assert.InRange(spent.Count * 20, 25_000, 30_000);
    }

    [Fact]
    public void Background_work_leaves_a_share_for_what_a_person_waits_for()
    {
        var budget = new UnitBudget(new GmailQuotaOptions { UnitsPerMinute = 6_000, ReservedShare = 0.2 }, _time);
        while (budget.TakeAsync(5, isPersonal: false, Cancelled()).IsCompletedSuccessfully)
        {
        }
        Assert.True(budget.TakeAsync(100, isPersonal: true, Cancelled()).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Pause_holds_everybody_and_then_ends()
    {
        var budget = new UnitBudget(new GmailQuotaOptions(), _time);
        budget.Hold(TimeSpan.FromSeconds(7));
        var waiting = budget.TakeAsync(1, isPersonal: true, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await waiting;
    }

    [Fact]
    public async Task Pause_that_is_too_long_to_wait_for_is_told()
    {
        var budget = new UnitBudget(new GmailQuotaOptions(), _time);
        budget.Hold(TimeSpan.FromMinutes(10));
        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => budget.TakeAsync(1, isPersonal: true, TestContext.Current.CancellationToken));
        Assert.Equal((MailboxProblem.RateLimited, TimeSpan.FromMinutes(10)), (refusal.Problem, refusal.RetryAfter));
    }

    // A wait is cut off at once: it is then known that there would have been one.
    private static CancellationToken Cancelled() => new(canceled: true);
}
