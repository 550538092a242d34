using System.Diagnostics;
using System.Net.Http.Json;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.Benchmarks;

/// <summary>A Gmail mailbox is read for the first time, within its quota, while a person stars conversations.</summary>
internal sealed class ProviderBackfill(BenchmarkOptions options)
{
    // The product's own setting, Gmail:Quota:UnitsPerMinute, and what the simulated Gmail refuses above.
    private const int UnitsPerMinute = 15_000;
    private const double SizeShare = 0.05;
    private static readonly TimeSpan BetweenActs = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromSeconds(60);

    private TaskCompletionSource _changed = new();
    private int _batches;

    public async Task RunAsync()
    {
        await using var product = await ProviderProduct.StartAsync();
        var mailbox = product.Sandbox.Google.Add("alex@northwind.test", "Alex Winter");
        mailbox.Quota.UnitsPerMinute = UnitsPerMinute;
        var generator = new EmailGenerator(new EmailGeneratorOptions { OwnerAddress = mailbox.Address, SizeFactor = options.SizeFactor * SizeShare });
        foreach (var email in generator.Generate(options.Emails))
            mailbox.Add(email.Raw, email.Date, [email.Outgoing ? "SENT" : "INBOX", .. email.IsRead ? Array.Empty<string>() : ["UNREAD"]]);
        product.Sandbox.Google.Observer = Notice;
        product.Sandbox.Passing = (path, isAnswer) =>
        {
            if (!isAnswer && path.StartsWith("/google/batch", StringComparison.Ordinal)) Interlocked.Increment(ref _batches);
        };

        var cpu = ProcessUse.CpuSeconds(product.Process.ProcessId);
        var clock = Stopwatch.StartNew();
        var id = await Consent.GiveAsync(product.Client, "gmail", mailbox.Address);
        await using var memory = new PeakMemory(product.Process.ProcessId);
        var acts = await ActAsync(product.Client, id);
        // What the acts cost is the person's; what is left is the backfill's.
        var (wall, used) = (clock.Elapsed.TotalSeconds, ProcessUse.CpuSeconds(product.Process.ProcessId) - cpu);

        var table = new Table($"Backfill of {options.Emails:N0} emails from a simulated Gmail", "wall s", "CPU s", "peak MB", "batches", "units a second", "budget", "refused (429)");
        table.Add(wall, used, memory.Megabytes, _batches, mailbox.Quota.Used / wall, UnitsPerMinute / 60.0, mailbox.Quota.Refused);
        table.Print();
        var delays = new Table("From a star to its request at the provider, during the backfill", "acts", "median ms", "p95 ms", "largest ms");
        if (acts.Count > 0)
        {
            var spread = Spread.Of(acts);
            delays.Add(acts.Count, spread.Median, spread.Percentile95, spread.Largest);
        }

        delays.Print();
    }

    private void Notice(GoogleExchange call)
    {
        if (call.Method == "POST" && call.Path.Contains("odify", StringComparison.Ordinal)) _changed.TrySetResult();
    }

    /// <summary>Stars conversation after conversation until the backfill has ended.</summary>
    /// <returns>Milliseconds until each star was at the provider.</returns>
    private async Task<List<double>> ActAsync(ProductClient client, string mailboxId)
    {
        var times = new List<double>();
        var done = new HashSet<string>();
        using var pace = new PeriodicTimer(BetweenActs);
        while ((await client.StatusAsync(mailboxId)).State == "backfilling" && await pace.WaitForNextTickAsync())
        {
            if ((await client.InboxAsync(mailboxId, pageSize: 100)).Items.FirstOrDefault(email => !email.IsStarred && !done.Contains(email.ThreadId)) is not { } email) continue;
            done.Add(email.ThreadId);
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var clock = Stopwatch.StartNew();
            using var answer = await client.Http.PostAsJsonAsync("/api/email/actions", new { action = "star", threadIds = new[] { email.ThreadId } });
            answer.EnsureSuccessStatusCode();
            await _changed.Task.WaitAsync(Patience);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return times;
    }
}
