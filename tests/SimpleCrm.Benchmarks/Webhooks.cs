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
        var table = new Table($"{Posts:N0} webhooks, stored and answered 202", "how", "median ms", "p99 ms", "largest ms", "a second");
        Add(table, $"over {Connections} connections without a pause", await BurstAsync(client, body));
        Add(table, "spread over a minute", await PacedAsync(client, body));
        table.Print();
    }

    private static void Add(Table table, string how, (double[] Times, TimeSpan Elapsed) run)
    {
        var sorted = run.Times.Order().ToArray();
        table.Add(how, sorted[Posts / 2], sorted[(int)Math.Ceiling(Posts * 0.99) - 1], sorted[^1], Posts / run.Elapsed.TotalSeconds);
    }

    private static async Task<(double[], TimeSpan)> BurstAsync(HttpClient client, byte[] body)
    {
        var times = new double[Posts];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < Posts;)
                times[i] = await PostAsync(client, body);
        }));
        return (times, watch.Elapsed);
    }

    private static async Task<(double[], TimeSpan)> PacedAsync(HttpClient client, byte[] body)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMinutes(1) / Posts);
        var watch = Stopwatch.StartNew();
        var posts = new List<Task<double>>(Posts);
        while (posts.Count < Posts && await pace.WaitForNextTickAsync())
            posts.Add(PostAsync(client, body));
        return (await Task.WhenAll(posts), watch.Elapsed);
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
