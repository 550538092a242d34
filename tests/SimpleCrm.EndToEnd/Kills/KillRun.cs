namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Rounds of work, kills and restarts, until as many points were tried as wanted.</summary>
internal static class KillRun
{
    private const int MostKillsOfARound = 3;

    public static async Task<KillTally> RunAsync(KillTarget target, KillScenario scenario, int points, int seed)
    {
        var tally = new KillTally($"{scenario.Phase}, {target.Name}");
        var random = new Random(seed);
        await using var bench = await KillBench.StartAsync(target, tally);
        try
        {
            await scenario.PrepareAsync(bench, random);
            var (client, server) = target.Lines ?? scenario.Lines;
            while (tally.Points < points && tally.IsClean)
            {
                bench.Round.Clear();
                var kills = random.Next(1, Math.Min(MostKillsOfARound, points - tally.Points) + 1);
                bench.Switch.Arm(bench.Product, Choose(bench, random, client, server));
                await scenario.ActAsync(random);
                var reached = tally.AtRest;
                await bench.DieAsync();
                if (tally.AtRest > reached) (client, server) = (Math.Max(10, bench.Switch.ClientLines), Math.Max(10, bench.Switch.ServerLines));
                for (var kill = 1; kill < kills; kill++)
                {
                    await bench.RestartAsync(Choose(bench, random, client / 2, server / 2));
                    await scenario.ResumeAsync();
                    await bench.DieAsync();
                }

                await bench.RestartAsync(null);
                await scenario.ResumeAsync();
                await scenario.JudgeAsync();
            }
        }
        finally
        {
            await scenario.DisposeAsync();
        }

        return tally;
    }

    private static KillPoint Choose(KillBench bench, Random random, long client, long server)
    {
        var point = KillPoint.Choose(random, client, server, bench.Target.LongestDelay);
        bench.Round.Add(point);
        return point;
    }
}
