using System.Diagnostics;
using MailKit.Search;
using SimpleCrm.Benchmarks.Peers;

namespace SimpleCrm.Benchmarks;

/// <summary>Search by word, phrase, sender and date.</summary>
internal sealed class Search(BenchmarkOptions options)
{
    /// <summary>What is looked for, so that every side looks for the same: all of it occurs in generated mail.</summary>
    public static IReadOnlyList<string> Words { get; } = ["conveyor", "maintenance", "scratches", "Vorführung", "confidentiels"];

    public static IReadOnlyList<string> Phrases { get; } = ["revised price", "production has a few", "delivery address has changed"];

    public async Task RunAsync(BenchmarkMailbox mailbox)
    {
        using var client = await BareImapClient.LoginAsync(mailbox);
        var since = new DateTime(2026, 9, 1);
        var table = new Table($"Search in {mailbox.Emails:N0} emails", "who", "what", "median ms", "p95 ms", "largest ms");
        // Reading every body is the server's only way, so once a word must do.
        await AddAsync(table, "word", Words.Select(word => SearchQuery.BodyContains(word)), client, 1);
        await AddAsync(table, "phrase", Phrases.Select(phrase => SearchQuery.BodyContains(phrase)), client, 1);
        await AddAsync(table, "sender", [SearchQuery.FromContains("mercier"), SearchQuery.FromContains("anna")], client, options.Runs);
        await AddAsync(table, "date range", [SearchQuery.DeliveredAfter(since).And(SearchQuery.DeliveredBefore(since.AddDays(14)))], client, options.Runs);
        table.Print();
    }

    private static async Task AddAsync(Table table, string what, IEnumerable<SearchQuery> queries, BareImapClient client, int times)
    {
        var measured = new List<double>();
        foreach (var query in queries)
        {
            for (var time = 0; time < times; time++)
            {
                var clock = Stopwatch.StartNew();
                await client.SearchAsync(query);
                measured.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        var spread = Spread.Of(measured);
        table.Add("IMAP each time", what, spread.Median, spread.Percentile95, spread.Largest);
    }
}
