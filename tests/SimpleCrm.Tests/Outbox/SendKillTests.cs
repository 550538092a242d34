using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class SendKillTests(ITestOutputHelper output)
{
    private static bool IsFull => Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";

    /// <summary>Ways in which a sending can go, each killed at every one of its points.</summary>
    private static readonly (string Name, Action<OutboxWorld> Prepare)[] Ways =
    [
        ("plain", _ => { }),
        ("files itself", world => world.Server.FilesSentItself = true),
        ("greylisted", world => world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Later("451 later")))),
        ("answer lost", world => world.Server.Submissions.Enqueue(message =>
        {
            world.Server.Accept(message);
            return Task.FromResult(ScriptedServer.Lost());
        })),
        ("append fails", world => world.Server.AppendFailures.Enqueue(new SimpleCrm.Sync.MailboxAccessException(Mailboxes.MailboxProblem.ServerError, null))),
        ("no Sent folder", world => world.Server.HasSentFolder = false),
    ];

    [Fact]
    public async Task Killed_at_any_point_an_email_is_accepted_once_or_visibly_unknown()
    {
        var runs = 0;
        var unknown = 0;
        foreach (var (name, prepare) in Ways)
        {
            var points = await CountPointsAsync(prepare);
            // In the short share every third point, beginning with another one for each way.
            for (var point = IsFull ? 1 : 1 + runs % 3; point <= points; point += IsFull ? 1 : 3)
            {
                // A second kill during the recovery, at each of its first points.
                for (var second = 0; second <= (IsFull ? 4 : 0); second++)
                {
                    unknown += await RunAsync(name, prepare, point, second) ? 1 : 0;
                    runs++;
                }
            }
        }
        output.WriteLine($"{runs} kills, {unknown} left visibly unknown");
        Assert.True(runs >= (IsFull ? 200 : 20), $"Only {runs} runs.");
    }

    private static async Task<int> CountPointsAsync(Action<OutboxWorld> prepare)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        prepare(world);
        world.Kill.Revive();
        await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { IdempotencyKey = "one" }, default);
        await world.SettleAsync(mailbox);
        return world.Kill.Passed;
    }

    private static async Task<bool> RunAsync(string way, Action<OutboxWorld> prepare, int point, int second)
    {
        var run = $"{way}, killed at {point} and {second}";
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        prepare(world);
        world.Kill.KillAt(point);
        await UntilKilledAsync(world, mailbox);
        if (second > 0)
        {
            await world.RestartAsync();
            world.Kill.KillAt(second);
            await UntilKilledAsync(world, mailbox);
        }
        await world.RestartAsync();
        Assert.True((await SendAndSettleAsync(world, mailbox)).IsAccepted, run);

        await using var db = await world.DatabaseAsync();
        var row = Assert.Single(await db.OutgoingEmails.AsNoTracking().ToListAsync());
        Assert.True(world.Server.Accepted.Count <= 1, $"{run}: accepted {world.Server.Accepted.Count} times");
        Assert.True(world.Server.Sent.Count <= 1, $"{run}: {world.Server.Sent.Count} copies in Sent");
        Assert.True(row.State is OutgoingState.Filed or OutgoingState.Unknown, $"{run}: ended {row.State}");
        if (row.State == OutgoingState.Filed)
            Assert.True(world.Server.Accepted.Count == 1 && world.Server.Sent.Count == 1, $"{run}: filed without having been sent");
        else
            Assert.Equal(row.Id, Assert.Single(await world.Sending.ListAsync(world.Ann, default)).Id);
        var email = await db.Emails.AsNoTracking().SingleAsync();
        Assert.Equal(row.State == OutgoingState.Filed ? EmailStatus.Sent : EmailStatus.Draft, email.Status);
        Assert.Equal(email.ThreadId, await db.Threads.Select(t => t.Id).SingleAsync());
        return row.State == OutgoingState.Unknown;
    }

    private static async Task UntilKilledAsync(OutboxWorld world, long mailbox)
    {
        try
        {
            await SendAndSettleAsync(world, mailbox);
        }
        catch (Exception) when (world.Kill.IsDead)
        {
        }
    }

    // What a client does that got no answer, and the host at its start.
    private static async Task<SendReceipt> SendAndSettleAsync(OutboxWorld world, long mailbox)
    {
        await world.Steps.RecoverAsync(default);
        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { IdempotencyKey = "one" }, default);
        await world.SettleAsync(mailbox);
        return receipt;
    }
}
