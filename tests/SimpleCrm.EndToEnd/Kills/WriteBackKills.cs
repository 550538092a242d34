using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A person marks, stars, archives, moves and deletes; the server follows.</summary>
internal sealed class WriteBackKills(int emails) : KillScenario
{
    private static readonly string[] Actions = ["read", "unread", "star", "unstar", "archive", "archive", "trash", "move", "move", "deleteForever", "undo"];
    private readonly List<(string What, Func<IReadOnlyList<HeldEmail>, bool> Holds)> _promises = [];
    private KillBench _bench = null!;
    private KillAccount? _account;
    private string _mailboxId = "";
    private Dictionary<string, string> _folders = [];
    private IReadOnlyList<HeldEmail> _before = [];
    private HashSet<string> _deletable = [];

    public override string Phase => "write-back";

    public override (long Client, long Server) Lines => (40, 120);

    public override async Task PrepareAsync(KillBench bench, Random random)
    {
        _bench = bench;
        _account = await bench.Target.AddAccountAsync(random.Next(), emails);
        _mailboxId = await _account.ConnectAsync(bench.Client);
        await bench.SettleAsync(_mailboxId, _account);
        _folders = (await bench.FoldersAsync(_mailboxId)).ToDictionary(folder => folder.Name, folder => folder.Id);
    }

    public override async Task ActAsync(Random random)
    {
        _promises.Clear();
        _before = await _account!.ListAsync();
        _deletable = [.. _before.Where(email => email.Folder == "Trash").Select(email => email.MessageId)];
        if (await _bench.TryAsync(ThreadsAsync) is not { } threads) return;
        var chosen = threads.ToArray();
        random.Shuffle(chosen);
        foreach (var thread in chosen.Take(9))
        {
            // A thread is touched once a round, so that what holds in the end is what was promised.
            var action = Actions[random.Next(Actions.Length)];
            if (action == "deleteForever" && !_account!.CanBeDeletedFrom) action = "trash";
            if (await _bench.TryAsync(_ => ActAsync(action, thread)) is null) break;
        }
    }

    public override async Task JudgeAsync()
    {
        await _bench.SettleAsync(_mailboxId, _account!);
        var after = await _account!.ListAsync();
        foreach (var (what, holds) in _promises.Where(promise => !promise.Holds(after))) _bench.Tally.Lost.Add($"the change '{what}' {_bench.At}");
        foreach (var twice in after.GroupBy(email => (_account.HasManyPlaces ? email.Folder : "", email.MessageId)).Where(group => group.Count() > 1)) _bench.Tally.Doubled.Add($"{string.Join(", ", twice)} at the server {_bench.At}");
        var left = after.Select(email => email.MessageId).ToHashSet();
        foreach (var email in _before.Where(email => !left.Contains(email.MessageId) && !_deletable.Contains(email.MessageId))) _bench.Tally.Lost.Add($"{email} at the server {_bench.At}");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_account is not null) await _account.DisposeAsync();
    }

    /// <summary>Emails by thread, from all folders.</summary>
    private async Task<List<KeyValuePair<string, HashSet<string>>>> ThreadsAsync(ProductClient client)
    {
        var threads = new Dictionary<string, HashSet<string>>();
        foreach (var folder in _folders.Values)
        {
            await foreach (var email in client.AllAsync(_mailboxId, folder))
            {
                if (!threads.TryGetValue(email.ThreadId, out var emails)) threads[email.ThreadId] = emails = [];
                emails.Add(email.ExternalId!);
            }
        }

        return [.. threads];
    }

    private async Task<object> ActAsync(string action, KeyValuePair<string, HashSet<string>> thread)
    {
        if (action == "undo")
        {
            var act = await AskAsync("archive", thread.Key);
            if (act is not null) await _bench.PostAsync($"/api/email/actions/{act}/undo");
            var own = _before.Where(email => thread.Value.Contains(email.MessageId)).Select(email => (email.Folder, email.MessageId)).ToHashSet();
            Promise("archive and undo", after => own.SetEquals(after.Where(email => thread.Value.Contains(email.MessageId)).Select(email => (email.Folder, email.MessageId))));
            return thread;
        }

        // Before the answer, so that the last of them may have been applied and not be promised.
        await AskAsync(action, thread.Key);
        IEnumerable<HeldEmail> Own(IReadOnlyList<HeldEmail> after) => after.Where(email => thread.Value.Contains(email.MessageId));
        Func<IReadOnlyList<HeldEmail>, bool> holds = action switch
        {
            "read" => after => Own(after).All(email => email.IsRead),
            "unread" => after => Own(after).All(email => !email.IsRead),
            "star" => after => Own(after).Any(email => email.IsStarred),
            "unstar" => after => !Own(after).Any(email => email.IsStarred),
            "trash" => after => Own(after).All(email => email.Folder == "Trash"),
            "deleteForever" => after => !Own(after).Any(email => email.Folder is "Trash" or "Junk"),
            _ => after => !Own(after).Any(email => email.Folder == "INBOX"),
        };
        Promise(action, holds);
        return thread;
    }

    private void Promise(string what, Func<IReadOnlyList<HeldEmail>, bool> holds) => _promises.Add((what, holds));

    private async Task<string?> AskAsync(string action, string threadId)
    {
        var answer = await _bench.PostAsync("/api/email/actions", new { action, threadIds = new[] { threadId }, folderId = action == "move" ? _folders["Projects"] : null });
        return answer.TryGetProperty("id", out var id) ? id.GetString() : null;
    }
}
