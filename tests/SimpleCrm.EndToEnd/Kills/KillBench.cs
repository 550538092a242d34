using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SimpleCrm.TestServers.PostgreSql;
using SimpleCrm.TestServers.Processes;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>The product with a provider whose traffic is counted, and the means to kill, restart and compare.</summary>
internal sealed class KillBench : IAsyncDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PollAfter = TimeSpan.FromSeconds(15);

    // A comparison asks for every folder, and the API gives back so many requests a second.
    private static readonly TimeSpan PauseAfterComparing = TimeSpan.FromMilliseconds(600);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly PostgreSqlServer? _database;
    private long _signedIn = Stopwatch.GetTimestamp();

    private KillBench(KillTarget target, ProductProcess product, PostgreSqlServer? database, KillTally tally)
    {
        (Target, Product, Tally) = (target, product, tally);
        _database = database;
        Rows = new StoredRows(product.DataDirectory, database is null ? null : ConnectionString(database));
        target.Watch(Switch);
    }

    public KillTarget Target { get; }

    public ProductProcess Product { get; }

    public KillSwitch Switch { get; } = new();

    public KillTally Tally { get; }

    public StoredRows Rows { get; }

    public ProductClient Client { get; private set; } = null!;

    /// <summary>The points of the round, for findings.</summary>
    public List<KillPoint> Round { get; } = [];

    /// <summary>Whether the product keeps its rows in PostgreSQL: SIMPLECRM_TESTS_DATABASE says so.</summary>
    public static bool IsOnPostgreSql { get; } = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_DATABASE") == "PostgreSql";

    public static async Task<KillBench> StartAsync(KillTarget target, KillTally tally)
    {
        var database = IsOnPostgreSql ? await PostgreSqlServer.StartAsync() : null;
        var options = target.Product;
        if (database is not null)
        {
            options = options with
            {
                Settings = new Dictionary<string, string>(options.Settings)
                {
                    ["Database__Provider"] = "PostgreSql",
                    ["ConnectionStrings__SimpleCrm"] = ConnectionString(database),
                },
            };
        }

        var product = await ProductProcess.StartAsync(options);
        return new KillBench(target, product, database, tally) { Client = await product.SignInAsync() };
    }

    /// <summary>Asks the product something; null when it died over it.</summary>
    public async Task<T?> TryAsync<T>(Func<ProductClient, Task<T>> ask) where T : class
    {
        try
        {
            return await ask(Client);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.Http.GetFromJsonAsync<JsonElement>(path);

    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var response = await Client.Http.PostAsJsonAsync(path, body ?? new { }, Json);
        var text = await response.Content.ReadAsStringAsync();
        if (text.Length == 0 && response.IsSuccessStatusCode) return default;
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new ProductRefusal(response.StatusCode, text);
    }

    /// <summary>Waits for the kill that is armed; where nothing passes any more, it is done now.</summary>
    public async Task DieAsync()
    {
        await Until.TrueAsync(() => Switch.HasKilled || Switch.Silence >= Rest, Patience, () => $"The point is not reached and the lines do not rest {At}.");
        if (!Switch.HasKilled)
        {
            Switch.Disarm();
            Tally.AtRest++;
            await Product.KillAsync();
        }

        await Until.TrueAsync(() => !Product.IsRunning, Patience, () => $"The product outlives its kill {At}.");
        Tally.Points++;
    }

    /// <summary>Starts again; a product armed for it may be killed while it starts.</summary>
    public async Task RestartAsync(KillPoint? point)
    {
        Switch.Arm(Product, point);
        Tally.Restarts++;
        try
        {
            await Product.StartAgainAsync();
            await StaySignedInAsync();
        }
        catch (InvalidOperationException) when (point is not null && !Product.IsRunning)
        {
            // Died before it was ready.
        }
    }

    // A bearer token ends after an hour, and a long run does not.
    private async Task StaySignedInAsync()
    {
        if (Stopwatch.GetElapsedTime(_signedIn) < TimeSpan.FromMinutes(20) || await TryAsync(_ => Product.SignInAsync()) is not { } client)
            return;
        Client.Dispose();
        (Client, _signedIn) = (client, Stopwatch.GetTimestamp());
    }

    /// <summary>The mailbox's folders by the names they have at the servers of these tests.</summary>
    public async Task<IReadOnlyList<(string Name, string Id)>> FoldersAsync(string mailboxId) =>
    [
        .. (await GetAsync("/api/email/folders")).EnumerateArray().Where(folder => folder.GetProperty("mailboxId").GetString() == mailboxId)
            .Select(folder => (HeldEmail.FolderName(folder.GetProperty("role").GetString()!, folder.GetProperty("name").GetString()!), folder.GetProperty("id").GetString()!)),
    ];

    /// <summary>Every email of every folder as the API lists it.</summary>
    public async Task<IReadOnlyList<HeldEmail>> ListAsync(string mailboxId)
    {
        var emails = new List<HeldEmail>();
        foreach (var (name, id) in await FoldersAsync(mailboxId))
        {
            await foreach (var email in Client.AllAsync(mailboxId, id)) emails.Add(new HeldEmail(name, email.ExternalId ?? "", email.IsRead, email.IsStarred));
        }

        return emails;
    }

    /// <summary>Waits until the product and the server tell the same and nothing waits; what stays different is noted.</summary>
    public async Task SettleAsync(string mailboxId, KillAccount account)
    {
        IReadOnlyList<string> faults = [];
        IReadOnlyList<HeldEmail> there = [];
        var clock = Stopwatch.StartNew();
        var polls = 1;
        try
        {
            await Until.TrueAsync(async () =>
            {
                if (Target.LosesHints && clock.Elapsed > polls * PollAfter)
                {
                    polls++;
                    await Client.SyncAsync(mailboxId);
                }

                faults = await Rows.FaultsAsync();
                there = await account.ListAsync();
                return faults.Count == 0 && (await ListAsync(mailboxId)).Order(ByText).SequenceEqual(there.Order(ByText));
            }, Patience, () => "", pause: PauseAfterComparing);
        }
        catch (TimeoutException)
        {
            NoteDifferences(await ListAsync(mailboxId), there);
            foreach (var fault in faults) Tally.Other.Add($"{fault} {At}");
        }

        if (await Rows.IntegrityAsync() is var verdict and not "ok") Tally.Other.Add($"the database file: {verdict} {At}");
    }

    public string At => $"(after {string.Join("; ", Round)})";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Product.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private static string ConnectionString(PostgreSqlServer database) => database.ConnectionString("kills") + ";Maximum Pool Size=40";

    private static Comparer<HeldEmail> ByText { get; } = Comparer<HeldEmail>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    private void NoteDifferences(IReadOnlyList<HeldEmail> here, IReadOnlyList<HeldEmail> there)
    {
        foreach (var twice in here.GroupBy(email => (email.Folder, email.MessageId)).Where(group => group.Count() > 1))
            Tally.Doubled.Add($"{twice.First()} shown {twice.Count()} times {At}");
        var known = here.ToLookup(email => (email.Folder, email.MessageId));
        foreach (var email in there)
        {
            if (!known.Contains((email.Folder, email.MessageId))) Tally.Lost.Add($"{email} is not shown {At}");
            else if (known[(email.Folder, email.MessageId)].First() is var shown && shown != email) Tally.Other.Add($"{email} is shown as {shown} {At}");
        }

        var real = there.Select(email => (email.Folder, email.MessageId)).ToHashSet();
        foreach (var email in here.Where(email => !real.Contains((email.Folder, email.MessageId)))) Tally.Other.Add($"{email} is shown and not at the server {At}");
    }
}
