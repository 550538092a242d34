using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Product;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A mailbox is connected and read for the first time.</summary>
internal sealed class BackfillKills(int emails) : KillScenario
{
    private readonly ScriptedSmtpServer _smtp = new();
    private KillBench _bench = null!;
    private DovecotUser _user = null!;
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
        _user = await _bench.AddUserAsync(random.Next(), emails);
        _mailboxId = await _bench.TryAsync(ConnectAsync);
    }

    public override async Task ResumeAsync()
    {
        // The answer may be what was lost, so the list is asked before anything is done again.
        if (await _bench.TryAsync(client => client.StatusAsync()) is not { } mailboxes) return;
        var found = mailboxes.SingleOrDefault(mailbox => mailbox.Address == _user.Address)?.MailboxId;
        if (_mailboxId is not null && found != _mailboxId) _bench.Tally.Lost.Add($"the mailbox itself {_bench.At}");
        _mailboxId = found ?? await _bench.TryAsync(ConnectAsync);
    }

    public override async Task JudgeAsync()
    {
        await using var server = await ServerMail.OpenAsync(_bench.Dovecot, _user);
        await _bench.SettleAsync(_mailboxId!, server);
        if ((await server.ListAsync()).Count != emails) _bench.Tally.Other.Add($"the server no longer holds its {emails} emails {_bench.At}");
        await _bench.Client.DisconnectAsync(_mailboxId!, deleteEmails: true);
    }

    public override ValueTask DisposeAsync() => _smtp.DisposeAsync();

    private Task<string> ConnectAsync(ProductClient client) => client.ConnectAsync(_bench.Account(_user, new MailServerAddress(_smtp.Host, _smtp.Port)));
}
