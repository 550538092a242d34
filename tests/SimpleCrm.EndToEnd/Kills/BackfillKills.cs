namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A mailbox is connected and read for the first time.</summary>
internal sealed class BackfillKills(int emails) : KillScenario
{
    private KillBench _bench = null!;
    private KillAccount? _account;
    private string? _mailboxId;

    public override string Phase => "backfill";

    public override (long Client, long Server) Lines => (60, emails * 4);

    public override Task PrepareAsync(KillBench bench, Random random)
    {
        _bench = bench;
        return Task.CompletedTask;
    }

    public override async Task ActAsync(Random random)
    {
        if (_account is not null) await _account.DisposeAsync();
        _account = await _bench.Target.AddAccountAsync(random.Next(), emails);
        _mailboxId = await _bench.TryAsync(_account.ConnectAsync);
    }

    public override async Task ResumeAsync()
    {
        // The answer may be what was lost, so the list is asked before anything is done again.
        if (await _bench.TryAsync(client => client.StatusAsync()) is not { } mailboxes) return;
        var found = mailboxes.SingleOrDefault(mailbox => mailbox.Address == _account!.Address)?.MailboxId;
        if (_mailboxId is not null && found != _mailboxId) _bench.Tally.Lost.Add($"the mailbox itself {_bench.At}");
        _mailboxId = found ?? await _bench.TryAsync(_account!.ConnectAsync);
    }

    public override async Task JudgeAsync()
    {
        await _bench.SettleAsync(_mailboxId!, _account!);
        if ((await _account!.ListAsync()).DistinctBy(email => email.MessageId).Count() != emails) _bench.Tally.Other.Add($"the server no longer holds its {emails} emails {_bench.At}");
        await _bench.Client.DisconnectAsync(_mailboxId!, deleteEmails: true);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_account is not null) await _account.DisposeAsync();
    }
}
