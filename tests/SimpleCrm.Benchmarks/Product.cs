using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using SimpleCrm.Benchmarks.Peers;
using SimpleCrm.TestServers.PostgreSql;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.Benchmarks;

/// <summary>The product itself, as a process of its own with a new database, on the same mailbox as its peers.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly BenchmarkMailbox _mailbox;
    private readonly ProductProcess _process;
    private readonly ProductClient _client;
    private readonly PostgreSqlServer? _database;

    private Product(BenchmarkMailbox mailbox, ProductProcess process, ProductClient client, PostgreSqlServer? database) =>
        (_mailbox, _process, _client, _database) = (mailbox, process, client, database);

    public Uri Address => _process.Address;

    public ProductOptions Options => _process.Options;

    /// <summary>The first mailbox, once it is connected.</summary>
    public string MailboxId { get; private set; } = "";

    /// <summary>Seconds from connecting until 50 emails could be listed, in the last backfill.</summary>
    public double FirstScreenSeconds { get; private set; }

    /// <param name="mailbox">What it is to sync.</param>
    /// <param name="database">One of <see cref="BenchmarkDatabase.Names"/>.</param>
    public static async Task<Product> StartAsync(BenchmarkMailbox mailbox, string database = BenchmarkDatabase.Sqlite)
    {
        var server = database == BenchmarkDatabase.PostgreSql ? await PostgreSqlServer.StartAsync(isDurable: true) : null;
        var settings = new Dictionary<string, string>();
        if (server is not null)
            (settings["Database__Provider"], settings["ConnectionStrings__SimpleCrm"]) = ("PostgreSql", server.ConnectionString("simplecrm"));
        var process = await ProductProcess.StartAsync(new ProductOptions { Settings = settings });
        return new Product(mailbox, process, await process.SignInAsync(), server);
    }

    /// <summary>Connects all its mailboxes at once and waits until every email is parsed, threaded, stored and indexed.</summary>
    public async Task<PeerRun> BackfillAsync()
    {
        await using var memory = new PeakMemory(_process.ProcessId);
        var cpu = CpuSeconds();
        var clock = Stopwatch.StartNew();
        // Nothing is sent in these runs: the server that receives is named for sending too, and only asked for a login.
        var ids = await Task.WhenAll(_mailbox.Users.Select(user => _client.ConnectAsync(new ImapConnection(user.Address, user.Address, user.Password,
            new MailServerAddress(_mailbox.Server.Host, _mailbox.Server.Ports.Imap), new MailServerAddress(_mailbox.Sending.Host, _mailbox.Sending.Port)))));
        MailboxId = ids[0];
        await WaitAsync(async () => (await _client.InboxAsync(pageSize: 50)).Items.Count == Math.Min(50, _mailbox.Emails));
        FirstScreenSeconds = clock.Elapsed.TotalSeconds;
        // Asked seldom and by what is indexed: whoever measures shares the machine.
        foreach (var id in ids)
            await WaitAsync(async () => (await _client.StatusAsync(id)).State == "active", 250);
        await WaitAsync(async () => await CountAsync("\"IsUnindexed\"") == 0, 100);
        var run = new PeerRun(clock.Elapsed.TotalSeconds, CpuSeconds() - cpu, memory.Megabytes);
        var stored = await CountAsync("NOT \"IsUnindexed\"");
        return stored >= _mailbox.Emails ? run : throw new InvalidOperationException($"{stored} of {_mailbox.Emails} emails were stored.");
    }

    /// <summary>Syncs on demand and waits for the end of it.</summary>
    public async Task<PeerRun> SyncAsync()
    {
        var before = (await _client.StatusAsync(MailboxId)).LastSyncedAt;
        var cpu = CpuSeconds();
        var clock = Stopwatch.StartNew();
        await _client.SyncAsync(MailboxId);
        await WaitAsync(async () => (await _client.StatusAsync(MailboxId)).LastSyncedAt > before, 5);
        return new PeerRun(clock.Elapsed.TotalSeconds, CpuSeconds() - cpu, 0);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private async Task<long> CountAsync(string condition)
    {
        await using DbConnection connection = _database is null
            ? new SqliteConnection($"Data Source={Path.Combine(_process.DataDirectory, "simplecrm.db")};Mode=ReadOnly;Pooling=False")
            : new NpgsqlConnection(_database.ConnectionString("simplecrm"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM \"Emails\" WHERE {condition}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task WaitAsync(Func<Task<bool>> isTrue, int milliseconds = 50)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        while (!await isTrue())
            await clock.WaitForNextTickAsync();
    }

    private double CpuSeconds() => ProcessUse.CpuSeconds(_process.ProcessId);
}
