using SimpleCrm.Benchmarks;

const string Usage = """
    SimpleCrm.Benchmarks COMMAND [--emails N] [--runs N] [--size FACTOR] [--database NAME] [--mailboxes N]

      backfill   the whole mailbox from nothing, against mbsync
      nochange   a sync that finds nothing new, against mbsync
      delivery   from a delivery to whoever waits, against a bare IDLE client
      lists      a page of the inbox and opening an email, against asking the server each time
      search     by word, phrase, sender and date, against asking the server each time
      all        everything above
      webhooks   how soon a thousand calls of providers are answered
      reading    what lists, threads and search cost the product itself on each database, with 1,000 emails and with as many as asked for
      storing    what a backfill costs each database, for one mailbox and for four at once
      crm        what record lists, board, timelines and figures of a team cost with 50,000 contacts
      linking    what linking to 50,000 contacts adds to it, and pages of timelines

      providers  a backfill from a simulated Gmail within its quota, a person's act meanwhile, and many mailboxes with nothing to do

      --emails   how many the mailbox holds (20000)
      --runs     how often each side is measured (5)
      --size     multiplies the size of attachments (1: half a gigabyte for 20000 emails; a twentieth of it for providers)
      --database only this one: SQLite or PostgreSQL
      --mailboxes  how many have nothing to do (1000)
    """;

if (args.Length == 0 || BenchmarkOptions.Parse(args.Skip(1)) is not { } options)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

if (args[0] == "webhooks")
{
    await new Webhooks().RunAsync();
    return 0;
}

if (args[0] == "providers")
{
    await new ProviderBackfill(options).RunAsync();
    await new IdleMailboxes(options).RunAsync();
    return 0;
}

if (args[0] is "reading" or "all")
    await new Reading(options).RunAsync();
if (args[0] is "storing" or "all")
    await new Storing(options).RunAsync();
if (args[0] is "linking" or "all")
    await new Linking(options).RunAsync();
if (args[0] is "crm" or "all")
    await new CrmReading(options).RunAsync();
if (args[0] is "reading" or "storing" or "linking" or "crm")
    return 0;

var benchmarks = new (string Name, Func<BenchmarkMailbox, Task> RunAsync)[]
{
    ("backfill", new Backfill(options).RunAsync),
    ("nochange", new NoChange(options).RunAsync),
    ("lists", new Lists(options).RunAsync),
    ("search", new Search(options).RunAsync),
    // Last, because it adds to the mailbox.
    ("delivery", new Delivery(options).RunAsync),
};
var chosen = benchmarks.Where(benchmark => args[0] == "all" || args[0] == benchmark.Name).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

await using var mailbox = await BenchmarkMailbox.CreateAsync(options);
foreach (var benchmark in chosen) await benchmark.RunAsync(mailbox);
return 0;
