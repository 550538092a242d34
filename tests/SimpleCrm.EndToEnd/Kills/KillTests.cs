using System.Globalization;
using Xunit;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>
/// The product's process is killed by SIGKILL at points chosen by seed, restarted, perhaps killed again, and compared with the servers
/// once all is quiet. SIMPLECRM_KILL_SEED repeats a run; SIMPLECRM_KILL_POINTS sets how many points of a phase are tried; SIMPLECRM_TESTS_FULL=1 tries
/// 670 points over IMAP, 510 of them while emails are sent, and 80 each over Gmail and Outlook, in place of 20 in all; with the rows in PostgreSQL a fifth
/// of them, because what differs there is only how a transaction ends.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";
    private static readonly int? Points = int.TryParse(Environment.GetEnvironmentVariable("SIMPLECRM_KILL_POINTS"), CultureInfo.InvariantCulture, out var points) ? points : null;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SIMPLECRM_KILL_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20261;

    // A round mostly waits: for the product to start, for the lines to rest. Several products, each with servers of its own, wait at once.
    private const int MostLanes = 3;
    private const int FewestPointsOfALane = 10;

    [Fact]
    public Task Backfill_that_is_killed_ends_complete() =>
        RunAsync(ImapTarget.StartAsync, _ => new BackfillKills(IsFull ? 300 : 150), IsFull ? 60 : 3);

    [Fact]
    public Task Following_the_server_that_is_killed_ends_equal_to_it() =>
        RunAsync(ImapTarget.StartAsync, _ => new ChangeKills(IsFull ? 200 : 80), IsFull ? 50 : 3);

    [Fact]
    public Task Changes_of_a_person_reach_the_server_through_kills() =>
        RunAsync(ImapTarget.StartAsync, _ => new WriteBackKills(IsFull ? 200 : 80), IsFull ? 50 : 3);

    [Fact]
    public Task Nothing_is_sent_twice_through_kills() =>
        RunAsync(ImapTarget.StartAsync, target => new ScriptedSendKills(target), IsFull ? 480 : 2);

    [Fact]
    public Task Nothing_reaches_the_recipient_twice_through_kills() =>
        RunAsync(ImapTarget.StartAsync, target => new PostfixSendKills(target), IsFull ? 30 : 1);

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public Task Backfill_from_a_provider_that_is_killed_ends_complete(string provider) =>
        RunAsync(() => StartAsync(provider), _ => new BackfillKills(IsFull ? 300 : 150), IsFull ? 20 : 1);

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public Task Following_a_provider_that_is_killed_ends_equal_to_it(string provider) =>
        RunAsync(() => StartAsync(provider), _ => new ChangeKills(IsFull ? 200 : 80), IsFull ? 20 : 1);

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public Task Changes_of_a_person_reach_the_provider_through_kills(string provider) =>
        RunAsync(() => StartAsync(provider), _ => new WriteBackKills(IsFull ? 200 : 80), IsFull ? 20 : 1);

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public Task Nothing_is_sent_twice_by_a_provider_through_kills(string provider) =>
        RunAsync(() => StartAsync(provider), target => new ProviderSendKills(target), IsFull ? 20 : 1);

    private static async Task<SandboxTarget> StartAsync(string provider) => provider == "Gmail" ? await GmailTarget.StartAsync() : await OutlookTarget.StartAsync();

    private async Task RunAsync<TTarget>(Func<Task<TTarget>> start, Func<TTarget, KillScenario> scenario, int points) where TTarget : KillTarget
    {
        points = Points ?? (KillBench.IsOnPostgreSql ? Math.Max(1, points / 5) : points);
        var lanes = Math.Clamp(points / FewestPointsOfALane, 1, MostLanes);
        var reports = await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
        {
            await using var target = await start();
            var share = (points / lanes) + (lane < points % lanes ? 1 : 0);
            var tally = await KillRun.RunAsync(target, scenario(target), share, Seed + lane);
            return (Text: tally.Report(Seed + lane), tally.IsClean);
        }));
        foreach (var (text, _) in reports)
        {
            output.WriteLine(text);
            Console.WriteLine(text);
        }

        Assert.True(reports.All(report => report.IsClean), string.Concat(reports.Where(report => !report.IsClean).Select(report => report.Text)));
    }
}
