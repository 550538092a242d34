using System.Diagnostics;
using SimpleCrm.Benchmarks.Peers;

namespace SimpleCrm.Benchmarks;

/// <summary>From the end of a delivery to whoever waits for it.</summary>
internal sealed class Delivery(BenchmarkOptions options)
{
    public async Task RunAsync(BenchmarkMailbox mailbox)
    {
        using var idle = await BareIdleClient.StartAsync(mailbox);
        var heard = new List<double>();
        foreach (var email in BenchmarkMailbox.Fresh(options.Runs * 4))
        {
            var exists = idle.NextExistsAsync();
            await mailbox.Server.DeliverAsync(mailbox.User, email.Raw);
            var delivered = Stopwatch.GetTimestamp();
            heard.Add(Stopwatch.GetElapsedTime(delivered, await exists).TotalMilliseconds);
        }

        var table = new Table($"Delivery, {heard.Count} times", "who", "median ms", "p95 ms", "largest ms");
        var spread = Spread.Of(heard);
        table.Add("bare IDLE client, EXISTS read", spread.Median, spread.Percentile95, spread.Largest);
        table.Print();
    }
}
