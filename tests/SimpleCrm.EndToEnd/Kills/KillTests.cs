using System.Globalization;
using Xunit;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>
/// The product's process is killed by SIGKILL at points chosen by seed, restarted, perhaps killed again, and compared with the servers
/// once all is quiet. SIMPLECRM_KILL_SEED repeats a run; SIMPLECRM_KILL_POINTS sets how many points of a phase are tried; SIMPLECRM_TESTS_FULL=1 tries 670 points, 510 of them while emails are sent, in place of 12.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";
    private static readonly int? Points = int.TryParse(Environment.GetEnvironmentVariable("SIMPLECRM_KILL_POINTS"), CultureInfo.InvariantCulture, out var points) ? points : null;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SIMPLECRM_KILL_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20261;

    [Fact]
    public Task Backfill_that_is_killed_ends_complete() => RunAsync(new BackfillKills(IsFull ? 300 : 150), IsFull ? 60 : 3);

    [Fact]
    public Task Following_the_server_that_is_killed_ends_equal_to_it() => RunAsync(new ChangeKills(IsFull ? 200 : 80), IsFull ? 50 : 3);

    [Fact]
    public Task Changes_of_a_person_reach_the_server_through_kills() => RunAsync(new WriteBackKills(IsFull ? 200 : 80), IsFull ? 50 : 3);

    [Fact]
    public Task Nothing_is_sent_twice_through_kills() => RunAsync(new ScriptedSendKills(), IsFull ? 480 : 2);

    [Fact]
    public Task Nothing_reaches_the_recipient_twice_through_kills() => RunAsync(new PostfixSendKills(), IsFull ? 30 : 1);

    private async Task RunAsync(KillScenario scenario, int points)
    {
        var report = (await KillRun.RunAsync(scenario, Points ?? points, Seed)) is var tally ? tally.Report(Seed) : "";
        output.WriteLine(report);
        Console.WriteLine(report);
        Assert.True(tally.IsClean, report);
    }
}
