using System.Globalization;
using System.Net;
using System.Text.Json;
using SimpleCrm.TestServers.Processes;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Emails are sent through a server that counts what it takes in.</summary>
internal abstract class SendKills : KillScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The API gives back so many requests a second, and a comparison makes two.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly List<Sending> _all = [];
    private List<Sending> _round = [];
    private KillAccount? _account;
    private string _mailboxId = "";

    public override (long Client, long Server) Lines => (220, 150);

    protected KillBench Bench { get; private set; } = null!;

    public override async Task PrepareAsync(KillBench bench, Random random)
    {
        Bench = bench;
        _account = await OpenAccountAsync();
        _mailboxId = await _account.ConnectAsync(bench.Client);
        await bench.SettleAsync(_mailboxId, _account);
    }

    public override async Task ActAsync(Random random)
    {
        _round = [];
        for (var number = 0; number < 3; number++)
        {
            PrepareServer(random);
            var sending = new Sending($"Offer {_all.Count + 1}");
            _all.Add(sending);
            _round.Add(sending);
            await SendAsync(sending);
        }
    }

    public override async Task ResumeAsync()
    {
        // As a client does that heard no answer: again, under the same key.
        foreach (var sending in _round.Where(sending => sending.Id is null)) await SendAsync(sending);
    }

    public override async Task JudgeAsync()
    {
        CalmDown();
        foreach (var sending in _round) await EndAsync(sending);
        foreach (var sending in _round.Where(sending => sending.Status == "unknown"))
        {
            Bench.Tally.Unknown++;
            try
            {
                // The person looks and decides.
                await Bench.PostAsync($"/api/email/outbox/{sending.Id}/{(await TakenAsync(sending.Subject) > 0 ? "mark-sent" : "retry")}");
            }
            catch (ProductRefusal refusal) when (refusal.Status == HttpStatusCode.Conflict)
            {
                // The product was quicker and has found the copy.
            }
        }

        foreach (var sending in _round.Where(sending => sending.Status == "unknown")) await EndAsync(sending);
        await Bench.SettleAsync(_mailboxId, _account!);
        foreach (var sending in _all.Where(sending => !sending.IsOver)) await JudgeAsync(sending);
        // What has come to its end stays there.
        foreach (var sending in _all.Where(sending => sending.IsOver)) await CountAsync(sending, await _account!.CountSentAsync(sending.Subject));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_account is not null) await _account.DisposeAsync();
    }

    /// <summary>The account that sends.</summary>
    protected abstract Task<KillAccount> OpenAccountAsync();

    /// <summary>Before each sending.</summary>
    protected abstract void PrepareServer(Random random);

    /// <summary>When the last kill is over: what was prepared and has not happened does not happen any more.</summary>
    protected virtual void CalmDown()
    {
    }

    /// <summary>How often the server took responsibility for the email with this subject, for each recipient at most.</summary>
    protected abstract Task<int> TakenAsync(string subject);

    protected abstract IReadOnlyList<Correspondent> Recipients { get; }

    private async Task SendAsync(Sending sending)
    {
        var mail = new OutgoingMail(_mailboxId, Recipients, sending.Subject) { BodyText = $"About {sending.Subject}.\n", BodyHtml = $"<p>About <b>{sending.Subject}</b>.</p>" };
        if (await Bench.TryAsync(client => client.SendAsync(mail, sending.Subject)) is { } receipt) sending.Id = receipt.Id;
    }

    /// <summary>Waits until nothing more will happen to it soon.</summary>
    private async Task EndAsync(Sending sending)
    {
        try
        {
            await Until.TrueAsync(async () =>
            {
                var row = await Bench.GetAsync($"/api/email/outbox/{sending.Id}");
                sending.Status = row.GetProperty("status").GetString()!;
                var due = row.TryGetProperty("dueAt", out var at) && at.ValueKind == JsonValueKind.String ? at.GetDateTimeOffset() : DateTimeOffset.MaxValue;
                // A server that asked for patience gets it; the email stays visible as prepared.
                return sending.Status is "filed" or "unknown" or "rejected" or "cancelled"
                    || sending.Status == "prepared" && row.GetProperty("attempts").GetInt32() > 0 && due > TimeProvider.System.GetUtcNow().AddSeconds(5);
            }, Patience, () => "", pause: Pause);
        }
        catch (TimeoutException)
        {
            Bench.Tally.Other.Add($"{sending.Subject} stays {sending.Status} {Bench.At}");
        }
    }

    private async Task JudgeAsync(Sending sending)
    {
        // One that waited for another try may leave at any moment: the servers are compared with a row that stood still meanwhile.
        var row = await Bench.GetAsync($"/api/email/outbox/{sending.Id}");
        int taken = 0, copies = 0;
        try
        {
            await Until.TrueAsync(async () =>
            {
                sending.Status = row.GetProperty("status").GetString()!;
                taken = await TakenAsync(sending.Subject);
                copies = await _account!.CountSentAsync(sending.Subject);
                var before = row.GetRawText();
                row = await Bench.GetAsync($"/api/email/outbox/{sending.Id}");
                return row.GetRawText() == before && sending.Status is not ("submitting" or "accepted");
            }, Patience, () => "", pause: Pause);
        }
        catch (TimeoutException)
        {
            Bench.Tally.Other.Add($"{sending.Subject} ends {sending.Status} {Bench.At}");
        }

        sending.IsOver = sending.Status is "filed" or "rejected";
        if (taken == 0 && sending.Status is not ("prepared" or "unknown" or "rejected")) Bench.Tally.Lost.Add($"{sending.Subject}: {sending.Status} though no server has it {Bench.At}");
        if (taken == 1 && sending.Status is not ("filed" or "unknown")) Bench.Tally.Other.Add(string.Create(CultureInfo.InvariantCulture, $"{sending.Subject}: {sending.Status} though it was taken {Bench.At}"));
        if (sending.Status == "filed" && copies != 1) Bench.Tally.Lost.Add($"{sending.Subject}: filed, with {copies} copies in Sent, {row.GetRawText()} {Bench.At}");
        var thread = await Bench.Client.ThreadAsync(row.GetProperty("threadId").GetString()!);
        if (thread.Emails.Count != 1) Bench.Tally.Doubled.Add($"{sending.Subject}: {thread.Emails.Count} times in its thread {Bench.At}");
    }

    private async Task CountAsync(Sending sending, int copies)
    {
        var taken = await TakenAsync(sending.Subject);
        if (taken > 1) Bench.Tally.SentTwice.Add($"{sending.Subject}: {taken} times, {sending.Status} {Bench.At}");
        if (copies > 1) Bench.Tally.Doubled.Add($"{sending.Subject}: {copies} copies in Sent {Bench.At}");
    }

    private sealed class Sending(string subject)
    {
        public string Subject => subject;

        public string? Id { get; set; }

        public string Status { get; set; } = "";

        public bool IsOver { get; set; }
    }
}
