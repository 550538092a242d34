using System.Diagnostics;
using System.Text;
using SimpleCrm.Benchmarks.Peers;

namespace SimpleCrm.Benchmarks;

/// <summary>From the end of a delivery to whoever waits for it.</summary>
internal sealed class Delivery(BenchmarkOptions options)
{
    public async Task RunAsync(BenchmarkMailbox mailbox)
    {
        await using var product = await Product.StartAsync(mailbox);
        await product.BackfillAsync();
        await using var page = await ProductPage.OpenAsync(product);
        using var idle = await BareIdleClient.StartAsync(mailbox);
        var heard = new List<double>();
        var seen = new List<double>();
        var between = new List<double>();
        foreach (var email in BenchmarkMailbox.Fresh(options.Runs * 4))
        {
            var exists = idle.NextExistsAsync();
            var subject = $"Delivery {heard.Count + 1} of {options.Runs * 4}";
            var row = page.RowAsync(subject);
            await mailbox.Server.DeliverAsync(mailbox.User, WithSubject(email.Raw, subject));
            var (delivered, wall) = (Stopwatch.GetTimestamp(), (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds);
            heard.Add(Stopwatch.GetElapsedTime(delivered, await exists).TotalMilliseconds);
            seen.Add(await row - wall);
            between.Add(seen[^1] - heard[^1]);
        }

        var table = new Table($"Delivery, {heard.Count} times", "who", "median ms", "p95 ms", "largest ms");
        var spread = Spread.Of(heard);
        table.Add("bare IDLE client, EXISTS read", spread.Median, spread.Percentile95, spread.Largest);
        Add("SimpleCRM, row painted in Chromium", seen);
        Add("the difference, delivery by delivery", between);
        table.Print();

        void Add(string who, List<double> times)
        {
            var own = Spread.Of(times);
            table.Add(who, own.Median, own.Percentile95, own.Largest);
        }
    }

    private static byte[] WithSubject(byte[] raw, string subject)
    {
        var text = Encoding.Latin1.GetString(raw);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = string.Join("\r\n", Unfolded(text[..end]).Where(line => !line.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase)));
        return Encoding.Latin1.GetBytes($"{head}\r\nSubject: {subject}{text[end..]}");
    }

    private static IEnumerable<string> Unfolded(string head) => head.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n");
}
