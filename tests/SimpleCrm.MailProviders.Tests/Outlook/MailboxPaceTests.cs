using Microsoft.Extensions.Time.Testing;
using SimpleCrm.MailProviders.Outlook;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

public class MailboxPaceTests
{
    // Only reached by a wait that spins: it gives its thread back to nobody while the clock stands still.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pause_that_ends_within_a_millisecond_is_waited_for_and_not_spun_through()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pace = new MailboxPace(_time);
        pace.Close(TimeSpan.FromMilliseconds(0.4));

        // The inner task is there as soon as the call waits for the clock.
        var call = Task.Factory.StartNew(() => pace.EnterAsync(isBackground: true, end.Token), end.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var entering = await call.WaitAsync(Patience, Cancellation);
            Assert.False(entering.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(2));
            (await entering.WaitAsync(Patience, Cancellation)).Dispose();
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    [Fact]
    public async Task Background_work_leaves_one_call_to_the_person()
    {
        var pace = new MailboxPace(_time);
        var turns = new List<IDisposable>();
        for (var i = 0; i < 3; i++)
            turns.Add(await pace.EnterAsync(isBackground: true, Cancellation));
        var fourth = pace.EnterAsync(isBackground: true, Cancellation);

        Assert.False(fourth.IsCompleted);
        turns.Add(await pace.EnterAsync(isBackground: false, Cancellation).WaitAsync(Patience, Cancellation));
        turns[0].Dispose();
        turns.Add(await fourth.WaitAsync(Patience, Cancellation));
        turns.ForEach(turn => turn.Dispose());
    }
}
