using System.Text;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Product;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Mail arrives, and another client marks, moves and deletes, while the product follows.</summary>
internal sealed class ChangeKills(int emails) : KillScenario
{
    private readonly ScriptedSmtpServer _smtp = new();
    private KillBench _bench = null!;
    private DovecotUser _user = null!;
    private ServerMail _server = null!;
    private string _mailboxId = "";
    private IReadOnlyList<HeldEmail> _wanted = [];
    private int _arrivals;

    public override string Phase => "incremental sync";

    public override (long Client, long Server) Lines => (60, 200);

    public override async Task PrepareAsync(KillBench bench, Random random)
    {
        _bench = bench;
        _user = await bench.AddUserAsync(random.Next(), emails);
        _mailboxId = await bench.Client.ConnectAsync(bench.Account(_user, new MailServerAddress(_smtp.Host, _smtp.Port)));
        _server = await ServerMail.OpenAsync(bench.Dovecot, _user);
        await bench.SettleAsync(_mailboxId, _server);
    }

    public override async Task ActAsync(Random random)
    {
        Func<Task>[] acts =
        [
            DeliverAsync, DeliverAsync, DeliverAsync,
            () => _server.AppendAsync("Projects", NewEmail()),
            () => _server.AppendAsync("Archive", NewEmail()),
            () => _server.ChangeFlagsAsync("INBOX", random, 6),
            () => _server.ChangeFlagsAsync("Archive", random, 3),
            () => _server.MoveAsync("INBOX", "Projects", random, 2),
            () => _server.MoveAsync("Projects", "Archive", random, 1),
            () => _server.MoveAsync("Archive", "INBOX", random, 1),
            () => _server.DeleteAsync("INBOX", random, 1),
            () => _server.DeleteAsync("Archive", random, 1),
        ];
        random.Shuffle(acts);
        for (var act = 0; act < acts.Length; act++)
        {
            await acts[act]();
            if (act % 3 == 2) await _bench.TryAsync(SyncAsync);
        }

        _wanted = await _server.ListAsync();
    }

    public override async Task JudgeAsync()
    {
        await _bench.SettleAsync(_mailboxId, _server);
        if (!(await _server.ListAsync()).SequenceEqual(_wanted)) _bench.Tally.Other.Add($"following changed the server's mail {_bench.At}");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await _smtp.DisposeAsync();
    }

    private async Task<object> SyncAsync(ProductClient client)
    {
        await client.SyncAsync(_mailboxId);
        return client;
    }

    private Task DeliverAsync() => _bench.Dovecot.DeliverAsync(_user, NewEmail());

    private byte[] NewEmail() => Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
        From: Bob <bob@customer.example>
        To: <{_user.Address}>
        Subject: Arrival {++_arrivals}
        Date: Fri, 30 Oct 2026 16:{_arrivals / 60 % 60:00}:{_arrivals % 60:00} +0000
        Message-ID: <arrival-{_arrivals}@customer.example>
        Content-Type: text/plain; charset=us-ascii

        This is arrival number {_arrivals}.

        """).ReplaceLineEndings("\r\n"));
}
