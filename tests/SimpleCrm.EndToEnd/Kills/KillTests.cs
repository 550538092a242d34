using System.Globalization;
using Xunit;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>
/// The product's process is killed by SIGKILL at points chosen by seed, restarted, perhaps killed again, and compared with the servers
/// once all is quiet. SIMPLECRM_KILL_SEED repeats a run; SIMPLECRM_KILL_POINTS sets how many points of a phase are tried; SIMPLECRM_TESTS_FULL=1 tries
/// 670 points over IMAP, 510 of them while emails are sent, and 80 each over Gmail and Outlook, in place of 20 in all.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";
    private static readonly int? Points = int.TryParse(Environment.GetEnvironmentVariable("SIMPLECRM_KILL_POINTS"), CultureInfo.InvariantCulture, out var points) ? points : null;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SIMPLECRM_KILL_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20261;

    [Fact]
    public async Task Backfill_that_is_killed_ends_complete()
    {
        await using var target = await ImapTarget.StartAsync();
        await RunAsync(target, new BackfillKills(IsFull ? 300 : 150), IsFull ? 60 : 3);
    }

    [Fact]
    public async Task Following_the_server_that_is_killed_ends_equal_to_it()
    {
        await using var target = await ImapTarget.StartAsync();
        await RunAsync(target, new ChangeKills(IsFull ? 200 : 80), IsFull ? 50 : 3);
    }

    [Fact]
    public async Task Changes_of_a_person_reach_the_server_through_kills()
    {
        await using var target = await ImapTarget.StartAsync();
        await RunAsync(target, new WriteBackKills(IsFull ? 200 : 80), IsFull ? 50 : 3);
    }

    [Fact]
    public async Task Nothing_is_sent_twice_through_kills()
    {
        await using var target = await ImapTarget.StartAsync();
        await RunAsync(target, new ScriptedSendKills(target), IsFull ? 480 : 2);
    }

    [Fact]
    public async Task Nothing_reaches_the_recipient_twice_through_kills()
    {
        await using var target = await ImapTarget.StartAsync();
        await RunAsync(target, new PostfixSendKills(target), IsFull ? 30 : 1);
    }

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public async Task Backfill_from_a_provider_that_is_killed_ends_complete(string provider)
    {
        await using var target = await StartAsync(provider);
        await RunAsync(target, new BackfillKills(IsFull ? 300 : 150), IsFull ? 20 : 1);
    }

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public async Task Following_a_provider_that_is_killed_ends_equal_to_it(string provider)
    {
        await using var target = await StartAsync(provider);
        await RunAsync(target, new ChangeKills(IsFull ? 200 : 80), IsFull ? 20 : 1);
    }

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public async Task Changes_of_a_person_reach_the_provider_through_kills(string provider)
    {
        await using var target = await StartAsync(provider);
        await RunAsync(target, new WriteBackKills(IsFull ? 200 : 80), IsFull ? 20 : 1);
    }

    [Theory]
    [InlineData("Gmail")]
    [InlineData("Outlook")]
    public async Task Nothing_is_sent_twice_by_a_provider_through_kills(string provider)
    {
        await using var target = await StartAsync(provider);
        await RunAsync(target, new ProviderSendKills(target), IsFull ? 20 : 1);
    }

    private static async Task<SandboxTarget> StartAsync(string provider) => provider == "Gmail" ? await GmailTarget.StartAsync() : await OutlookTarget.StartAsync();

    private async Task RunAsync(KillTarget target, KillScenario scenario, int points)
    {
        var report = (await KillRun.RunAsync(target, scenario, Points ?? points, Seed)) is var tally ? tally.Report(Seed) : "";
        output.WriteLine(report);
        Console.WriteLine(report);
        Assert.True(tally.IsClean, report);
    }
}
