using SimpleCrm.Benchmarks.Peers;

namespace SimpleCrm.Benchmarks;

/// <summary>A sync that finds nothing new.</summary>
internal sealed class NoChange(BenchmarkOptions options)
{
    public async Task RunAsync(BenchmarkMailbox mailbox)
    {
        using var mbsync = new MbsyncPeer(mailbox);
        await mbsync.CopyAsync();
        // The first look at a Maildir just written to makes mbsync wait a second for its clock.
        await mbsync.CopyAsync();
        var runs = new List<PeerRun>();
        for (var run = 0; run < options.Runs; run++) runs.Add(await mbsync.CopyAsync());

        var table = new Table($"Nothing new in {mailbox.Emails:N0} emails", "who", "wall ms", "largest ms", "CPU ms");
        var wall = Spread.Of(runs.Select(run => run.WallSeconds * 1_000));
        table.Add("mbsync", wall.Median, wall.Largest, Spread.Of(runs.Select(run => run.CpuSeconds * 1_000)).Median);
        await using var product = await Product.StartAsync(mailbox);
        await product.BackfillAsync();
        await product.SyncAsync();
        var own = new List<PeerRun>();
        for (var run = 0; run < options.Runs; run++) own.Add(await product.SyncAsync());
        var ownWall = Spread.Of(own.Select(run => run.WallSeconds * 1_000));
        table.Add("SimpleCRM, asking for its status meanwhile", ownWall.Median, ownWall.Largest, Spread.Of(own.Select(run => run.CpuSeconds * 1_000)).Median);
        table.Print();
    }
}
