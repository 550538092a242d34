using System.Diagnostics;
using SimpleCrm.Mail;

namespace SimpleCrm.Benchmarks;

/// <summary>What a page costs the product itself: lists, threads and search, with 1,000 emails and with as many as asked for.</summary>
internal sealed class Reading(BenchmarkOptions options)
{
    private const int Few = 1000;

    public async Task RunAsync()
    {
        var lists = new Table("Reading: server work, ms", "emails", "what", "median", "p95", "largest", "CPU");
        var searches = new Table("Reading: search for the first 50 threads, ms", "emails", "what", "hits", "median", "p95", "largest", "CPU");
        foreach (var count in new[] { Few, Math.Max(options.Emails, Few) })
        {
            await using var mail = await StoredMail.CreateAsync(count);
            var clock = Stopwatch.StartNew();
            var cpu = Environment.CpuUsage.TotalTime;
            var before = new FileInfo(mail.Path).Length;
            var indexed = await mail.Get<SearchIndexer>().RunUntilDoneAsync(CancellationToken.None);
            Console.WriteLine($"Indexed {indexed:N0} emails in {clock.Elapsed.TotalSeconds:0.0} s, {clock.Elapsed.TotalMilliseconds / indexed:0.000} ms each, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / indexed:0.000} ms of processor; the file grew from {before / 1e6:0} to {new FileInfo(mail.Path).Length / 1e6:0} MB");
            await ListsAsync(mail, lists);
            await SearchesAsync(mail, searches);
        }
        lists.Print();
        searches.Print();
    }

    private async Task ListsAsync(StoredMail mail, Table table)
    {
        var random = new Random(2);
        var lists = mail.Get<ThreadLists>();
        var reading = mail.Get<ThreadReading>();
        var threads = mail.Emails / 3;
        Task WindowAsync(ThreadScope scope, int offset) => lists.GetWindowAsync(mail.Viewer, scope, offset, 50, CancellationToken.None);

        await AddAsync("newest 50 of the inbox", _ => WindowAsync(new(), 0));
        await AddAsync("any 50 of the inbox", _ => WindowAsync(new(), random.Next(threads)));
        await AddAsync("unread", _ => WindowAsync(new() { UnreadOnly = true }, 0));
        await AddAsync("starred", _ => WindowAsync(new() { StarredOnly = true }, 0));
        await AddAsync("all mail", _ => WindowAsync(new() { Role = FolderRole.All }, 0));
        await AddAsync("folders with counts", _ => mail.Get<FolderLists>().GetAsync(mail.Viewer, CancellationToken.None));
        await AddAsync("open a thread", _ => reading.OpenAsync(mail.Viewer, mail.Threads[random.Next(mail.Threads.Count)], CancellationToken.None));
        await AddAsync("open a thread, and its newest body", async _ =>
        {
            var thread = await reading.OpenAsync(mail.Viewer, mail.Threads[random.Next(mail.Threads.Count)], CancellationToken.None);
            await reading.DocumentAsync(mail.Viewer, thread!.Emails[^1].Id, new EmailDocumentOptions(), CancellationToken.None);
        });
        await AddAsync("API: newest 50 emails", _ => mail.Get<EmailList>().GetInboxAsync(mail.Viewer, new EmailListQuery(), CancellationToken.None));
        await AddAsync("API: a small folder", _ => mail.Get<EmailList>().GetInboxAsync(mail.Viewer, new EmailListQuery { Folder = "Project" }, CancellationToken.None));

        async Task AddAsync(string what, Func<int, Task> work)
        {
            var (spread, cpu) = await MeasureAsync(work);
            table.Add(mail.Emails, what, spread.Median, spread.Percentile95, spread.Largest, cpu);
        }
    }

    private async Task SearchesAsync(StoredMail mail, Table table)
    {
        int[] ranks = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 40_000];
        await AddAsync("word, of any frequency", n => StoredMail.Word(ranks[n % ranks.Length]) + " ");
        await AddAsync("the most common word", _ => $"\"{StoredMail.Word(0)}\"");
        await AddAsync("word still being typed", n => StoredMail.Word(ranks[n % ranks.Length] + 300)[..3]);
        await AddAsync("two words", n => $"{StoredMail.Word(ranks[n % ranks.Length])} \"{StoredMail.Word(20)}\"");
        await AddAsync("phrase of two common words", n => $"\"{StoredMail.Word(n % 10)} {StoredMail.Word(n % 7)}\"");
        await AddAsync("phrase of two rarer words", n => $"\"{StoredMail.Word(50 + n)} {StoredMail.Word(60 + n)}\"");
        await AddAsync("sender by name", n => $"from:\"{StoredMail.Word(n * 7 % 900)}\"");
        await AddAsync("sender by address", n => $"from:{StoredMail.Sender(n)}@customer{n % 700}.test");
        await AddAsync("date range", n => $"after:2025-{1 + n % 11}-01 before:2025-{2 + n % 11}-01");
        await AddAsync("word in a date range", n => $"{StoredMail.Word(ranks[n % ranks.Length])} after:2025-{1 + n % 11}-01 before:2025-{2 + n % 11}-01");
        await AddAsync("common word, unread", n => $"\"{StoredMail.Word(n % 5)}\" is:unread");
        await AddAsync("common word, starred", n => $"\"{StoredMail.Word(n % 5)}\" is:starred");
        await AddAsync("common word in a small folder", n => $"\"{StoredMail.Word(n % 5)}\" in:project");
        await AddAsync("without a common word", _ => $"-{StoredMail.Word(0)}");
        await AddAsync("larger, nothing found", _ => "larger:1G");
        await AddAsync("with attachment, unread", _ => "has:attachment is:unread");

        async Task AddAsync(string what, Func<int, string> query)
        {
            var hits = 0;
            var (spread, cpu) = await MeasureAsync(async n =>
            {
                var window = await mail.Get<ThreadLists>().GetWindowAsync(mail.Viewer, new ThreadScope { Search = query(n) }, 0, 50, CancellationToken.None);
                hits = window.Total;
            });
            table.Add(mail.Emails, what, hits, spread.Median, spread.Percentile95, spread.Largest, cpu);
        }
    }

    // The mean processor time tells the cost on a machine that is busy with other things too.
    private async Task<(Spread Spread, double Cpu)> MeasureAsync(Func<int, Task> work)
    {
        for (var warm = 0; warm < 5; warm++)
            await work(warm);
        var times = new List<double>();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var run = 0; run < options.Runs * 12; run++)
        {
            var clock = Stopwatch.GetTimestamp();
            await work(run);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        return (Spread.Of(times), (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / times.Count);
    }
}
