using System.Diagnostics;
using SimpleCrm.Mail;

namespace SimpleCrm.Benchmarks;

/// <summary>What a page costs the product itself: lists, threads and search, with 1,000 emails and with as many as asked for.</summary>
internal sealed class Reading(BenchmarkOptions options)
{
    private const int Few = 1000;

    public async Task RunAsync()
    {
        var (lists, searches, indexing) = (new Comparison("Reading: server work", options.Databases), new Comparison("Reading: search for the first 50 threads", options.Databases), new Table("Indexing", "database", "emails", "s", "ms each", "ms of this process each"));
        foreach (var count in new[] { Few, Math.Max(options.Emails, Few) })
        {
            foreach (var database in options.Databases)
            {
                await using var mail = await StoredMail.CreateAsync(database, count);
                var clock = Stopwatch.StartNew();
                var cpu = Environment.CpuUsage.TotalTime;
                var indexed = await mail.Get<SearchIndexer>().RunUntilDoneAsync(CancellationToken.None);
                indexing.Add(database, indexed, clock.Elapsed.TotalSeconds, clock.Elapsed.TotalMilliseconds / indexed, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / indexed);
                await ListsAsync(mail, (what, spread) => lists.Add(count, what, database, spread));
                await SearchesAsync(mail, (what, spread) => searches.Add(count, what, database, spread));
            }
        }
        indexing.Print();
        lists.Print();
        searches.Print();
    }

    private async Task ListsAsync(StoredMail mail, Action<string, Spread> add)
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
            add(what, await MeasureAsync(work));
        }
    }

    private async Task SearchesAsync(StoredMail mail, Action<string, Spread> add)
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
            add(what, await MeasureAsync(n => mail.Get<ThreadLists>().GetWindowAsync(mail.Viewer, new ThreadScope { Search = query(n) }, 0, 50, CancellationToken.None)));
        }
    }

    private async Task<Spread> MeasureAsync(Func<int, Task> work)
    {
        for (var warm = 0; warm < 5; warm++)
            await work(warm);
        var times = new List<double>();
        for (var run = 0; run < options.Runs * 12; run++)
        {
            var clock = Stopwatch.GetTimestamp();
            await work(run);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        return Spread.Of(times);
    }
}
