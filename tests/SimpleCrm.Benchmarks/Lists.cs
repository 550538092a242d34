using System.Diagnostics;
using SimpleCrm.Benchmarks.Peers;

namespace SimpleCrm.Benchmarks;

/// <summary>A page of the inbox, and opening what is on it.</summary>
internal sealed class Lists(BenchmarkOptions options)
{
    private const int PageSize = 50;

    public async Task RunAsync(BenchmarkMailbox mailbox)
    {
        using var client = await BareImapClient.LoginAsync(mailbox);
        var random = new Random(1);
        var newest = new List<double>();
        var deep = new List<double>();
        var opened = new List<double>();
        for (var run = 0; run < options.Runs * 4; run++)
        {
            newest.Add(await MeasureAsync(() => client.ListAsync(PageSize)));
            deep.Add(await MeasureAsync(() => client.ListAsync(PageSize, random.Next(mailbox.Emails))));
            opened.Add(await MeasureAsync(() => client.OpenAsync(random.Next(mailbox.Emails))));
        }

        var table = new Table($"Lists of {mailbox.Emails:N0} emails", "who", "what", "median ms", "p95 ms", "largest ms");
        foreach (var (what, times) in new[] { ("newest 50", newest), ("any 50", deep), ("open one email", opened) })
        {
            var spread = Spread.Of(times);
            table.Add("IMAP each time", what, spread.Median, spread.Percentile95, spread.Largest);
        }

        foreach (var database in options.Databases)
            await InChromiumAsync(mailbox, database, table);
        table.Print();
    }

    private async Task InChromiumAsync(BenchmarkMailbox mailbox, string database, Table table)
    {
        await using var product = await Product.StartAsync(mailbox, database);
        await product.BackfillAsync();
        await using var page = await ProductPage.OpenAsync(product);
        var (lists, threads) = (new List<double>(), new List<double>());
        for (var run = 0; run < options.Runs * 4; run++)
        {
            lists.Add(run % 2 == 0 ? await page.GoAsync("a", "All mail") : await page.GoAsync("i", "Inbox"));
            threads.Add(await page.OpenNextAsync());
        }

        foreach (var (what, times) in new[] { ("another list, key to painted", lists), ("next thread, key to painted", threads) })
        {
            var spread = Spread.Of(times);
            table.Add($"SimpleCRM on {database} in Chromium", what, spread.Median, spread.Percentile95, spread.Largest);
        }
    }

    private static async Task<double> MeasureAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }
}
