using SimpleCrm.Benchmarks.Peers;

namespace SimpleCrm.Benchmarks;

/// <summary>The whole mailbox from nothing, and four at once that hold as many emails between them.</summary>
internal sealed class Backfill(BenchmarkOptions options)
{
    private const int Several = 4;
    private static readonly string[] Columns = ["who", "run", "wall s", "CPU s", "emails/s", "peak MB", "first 50 after s"];

    public async Task RunAsync(BenchmarkMailbox mailbox)
    {
        var table = new Table($"Backfill of {mailbox.Emails:N0} emails", Columns);
        for (var run = 1; run <= options.Runs; run++)
        {
            using var mbsync = new MbsyncPeer(mailbox);
            var copied = await mbsync.CopyAsync();
            var emails = mbsync.CopiedEmails();
            if (emails < mailbox.Emails) throw new InvalidOperationException($"mbsync copied {emails} of {mailbox.Emails} emails.");
            table.Add("mbsync", run, copied.WallSeconds, copied.CpuSeconds, mailbox.Emails / copied.WallSeconds, copied.PeakMegabytes, null);
            foreach (var database in options.Databases)
                await MeasureAsync(mailbox, database, run, table);
        }

        table.Print();

        await using var several = await BenchmarkMailbox.CreateAsync(options, Several);
        var together = new Table($"Backfill of {Several} mailboxes at once with {several.Emails:N0} emails", Columns);
        for (var run = 1; run <= options.Runs; run++)
        {
            foreach (var database in options.Databases)
                await MeasureAsync(several, database, run, together);
        }
        together.Print();
    }

    private static async Task MeasureAsync(BenchmarkMailbox mailbox, string database, int run, Table table)
    {
        await using var product = await Product.StartAsync(mailbox, database);
        var stored = await product.BackfillAsync();
        table.Add($"SimpleCRM on {database}, stored and indexed", run, stored.WallSeconds, stored.CpuSeconds, mailbox.Emails / stored.WallSeconds, stored.PeakMegabytes, product.FirstScreenSeconds);
    }
}
