using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>The product with a provider whose traffic is counted, and the means to kill, restart and compare.</summary>
internal sealed class KillBench : IAsyncDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PollAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    // A comparison asks for every folder, and the API gives back so many requests a second.
    private static readonly TimeSpan PauseAfterComparing = TimeSpan.FromMilliseconds(600);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private KillBench(KillTarget target, ProductProcess product, KillTally tally)
    {
        (Target, Product, Tally) = (target, product, tally);
        Rows = new StoredRows(product.DataDirectory);
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

    public static async Task<KillBench> StartAsync(KillTarget target, KillTally tally)
    {
        var product = await ProductProcess.StartAsync(target.Product);
        return new KillBench(target, product, tally) { Client = await product.SignInAsync() };
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
        while (!Switch.HasKilled && Switch.Silence < Rest) await Task.Delay(10);
        if (!Switch.HasKilled)
        {
            Switch.Disarm();
            Tally.AtRest++;
            await Product.KillAsync();
        }

        while (Product.IsRunning) await Task.Delay(5);
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
        }
        catch (InvalidOperationException) when (point is not null && !Product.IsRunning)
        {
            // Died before it was ready.
        }
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
        var clock = Stopwatch.StartNew();
        for (var polls = 1; ;)
        {
            if (Target.LosesHints && clock.Elapsed > polls * PollAfter)
            {
                polls++;
                await Client.SyncAsync(mailboxId);
            }

            var faults = await Rows.FaultsAsync();
            var there = await account.ListAsync();
            var here = faults.Count == 0 || clock.Elapsed > Patience ? await ListAsync(mailboxId) : null;
            if (here is not null && here.Order(ByText).SequenceEqual(there.Order(ByText)) && faults.Count == 0) break;
            if (clock.Elapsed > Patience)
            {
                NoteDifferences(here!, there);
                foreach (var fault in faults) Tally.Other.Add($"{fault} {At}");
                break;
            }

            await Task.Delay(here is null ? Pause : PauseAfterComparing);
        }

        if (await Rows.IntegrityAsync() is var verdict and not "ok") Tally.Other.Add($"the database file: {verdict} {At}");
    }

    public string At => $"(after {string.Join("; ", Round)})";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Product.DisposeAsync();
    }

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
