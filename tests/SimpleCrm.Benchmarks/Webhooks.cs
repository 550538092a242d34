using System.Diagnostics;
using System.Net;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.Benchmarks;

/// <summary>A minute's worth of providers' calls, posted as fast as a few connections carry them, to the built product.</summary>
internal sealed class Webhooks
{
    private const int Posts = 1000, Connections = 8;

    public async Task RunAsync()
    {
        await using var product = await ProductProcess.StartAsync();
        using var client = new HttpClient { BaseAddress = product.Address };
        var body = """{"value":[{"subscriptionId":"7f105c7d-2dc5-4530-97cd-4e7ae6534c07","clientState":"not ours","changeType":"created","resource":"me/messages/1"}]}"""u8.ToArray();
        // The first requests of a process are not what is asked about.
        for (var i = 0; i < 20; i++)
            await PostAsync(client, body);
        var times = new double[Posts];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < Posts;)
                times[i] = await PostAsync(client, body);
        }));
        var elapsed = watch.Elapsed;
        var sorted = times.Order().ToArray();
        var table = new Table($"{Posts:N0} webhooks over {Connections} connections, stored and answered 202", "median ms", "p99 ms", "largest ms", "a second");
        table.Add(sorted[Posts / 2], sorted[(int)Math.Ceiling(Posts * 0.99) - 1], sorted[^1], Posts / elapsed.TotalSeconds);
        table.Print();
    }

    private static async Task<double> PostAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        var clock = Stopwatch.StartNew();
        using var answer = await client.PostAsync("/api/email/webhooks/outlook", content);
        return answer.StatusCode == HttpStatusCode.Accepted ? clock.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"A webhook was answered {(int)answer.StatusCode}.");
    }
}
