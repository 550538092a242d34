using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Mail arrives, and another client marks, moves and deletes, while the product follows.</summary>
internal sealed class ChangeKills(int emails) : KillScenario
{
    private KillBench _bench = null!;
    private KillAccount? _account;
    private string _mailboxId = "";
    private IReadOnlyList<HeldEmail> _wanted = [];

    public override string Phase => "incremental sync";

    public override (long Client, long Server) Lines => (60, 200);

    public override async Task PrepareAsync(KillBench bench, Random random)
    {
        _bench = bench;
        _account = await bench.Target.AddAccountAsync(random.Next(), emails);
        _mailboxId = await _account.ConnectAsync(bench.Client);
        await bench.SettleAsync(_mailboxId, _account);
    }

    public override async Task ActAsync(Random random)
    {
        var acts = _account!.Changes(random).ToArray();
        random.Shuffle(acts);
        for (var act = 0; act < acts.Length; act++)
        {
            await acts[act]();
            if (act % 3 == 2) await _bench.TryAsync(SyncAsync);
        }

        _wanted = await _account.ListAsync();
    }

    public override async Task JudgeAsync()
    {
        await _bench.SettleAsync(_mailboxId, _account!);
        if (!(await _account!.ListAsync()).SequenceEqual(_wanted)) _bench.Tally.Other.Add($"following changed the server's mail {_bench.At}");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_account is not null) await _account.DisposeAsync();
    }

    private async Task<object> SyncAsync(ProductClient client)
    {
        await client.SyncAsync(_mailboxId);
        return client;
    }
}
