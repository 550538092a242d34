using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>
/// Chance deals arrivals, label changes and deletions at the simulated Gmail, people's acts here, lost answers, refusals and expired histories; when all
/// is quiet, both sides are equal.
/// </summary>
public sealed class GmailConvergenceTests(GmailProduct product) : IClassFixture<GmailProduct>
{
    private const int BatchCount = 3;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";
    private static readonly int Seeds = IsFull ? 300 : 6;
    private static readonly int Operations = IsFull ? 300 : 80;
    private static readonly DateTimeOffset Day = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, BatchCount)];

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task Whatever_happens_on_both_sides_they_are_equal_in_the_end(int batch)
    {
        for (var seed = batch; seed < Seeds; seed += BatchCount)
        {
            try
            {
                await PlayAsync(seed);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"seed {seed}", exception);
            }
        }
    }

    private async Task PlayAsync(int seed)
    {
        var random = new Random(seed);
        var seat = await product.SeatAsync();
        string[] labels = [seat.Server.CreateLabel("Clients"), seat.Server.CreateLabel("Clients/Acme")];
        var delivered = 0;
        for (; delivered < random.Next(5, 40); delivered++)
            seat.Server.Deliver(TestEmails.Simple($"Email {delivered}"), Day.AddMinutes(delivered));
        for (var operation = 0; operation < Operations; operation++)
        {
            switch (random.Next(10))
            {
                case < 2:
                    delivered++;
                    seat.Server.Deliver(TestEmails.Simple($"Email {delivered}"), Day.AddMinutes(delivered));
                    break;
                case < 6:
                    Elsewhere(seat, random, labels);
                    break;
                case < 8:
                    await HereAsync(seat, random, labels);
                    break;
                case 8:
                    Stumble(random);
                    break;
                default:
                    await seat.SyncAsync((KnockReason)(1 << random.Next(4)));
                    break;
            }
        }
        product.Sandbox.Faults.Clear();
        await seat.SettleAsync();
        Assert.Equal(seat.Server.Messages().Count, await seat.CountAsync());
    }

    private void Stumble(Random random) => product.Sandbox.Faults.Add(random.Next(6) switch
    {
        0 => new SandboxFault { PathContains = "/google/", Status = 503 },
        1 => new SandboxFault { PathContains = "/gmail/v1/", Status = 429, ErrorCode = "rateLimitExceeded", Times = random.Next(1, 4) },
        2 => new SandboxFault { PathContains = "/google/batch", DropAfter = true },
        3 => new SandboxFault { PathContains = "/google/gmail", DropAfter = true },
        4 => new SandboxFault { PathContains = "/google/", DropBefore = true, Times = random.Next(1, 3) },
        _ => new SandboxFault { PathContains = "/messages/", Status = 500 },
    });

    private static void Elsewhere(GmailSeat seat, Random random, string[] labels)
    {
        var messages = seat.Server.Messages();
        if (messages.Count == 0)
            return;
        var (id, own) = messages[random.Next(messages.Count)];
        switch (random.Next(10))
        {
            case < 3:
                Toggle(random.Next(2) == 0 ? "UNREAD" : "STARRED");
                break;
            case < 5:
                Toggle(labels[random.Next(labels.Length)]);
                break;
            case 5:
                Toggle("INBOX");
                break;
            case 6:
                seat.Server.ChangeLabels(id, ["TRASH"], ["INBOX", "SPAM"]);
                break;
            case 7:
                seat.Server.ChangeLabels(id, ["INBOX"], ["TRASH", "SPAM"]);
                break;
            case 8:
                seat.Server.Delete(id);
                break;
            default:
                if (random.Next(4) == 0)
                    seat.Server.ExpireHistory();
                break;
        }

        void Toggle(string label) => seat.Server.ChangeLabels(id, own.Contains(label) ? [] : [label], own.Contains(label) ? [label] : []);
    }

    private static async Task HereAsync(GmailSeat seat, Random random, string[] labels)
    {
        var threads = await seat.ThreadIdsAsync();
        if (threads.Count == 0)
            return;
        List<long> some = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => threads[random.Next(threads.Count)]).Distinct()];
        var act = random.Next(9) switch
        {
            0 or 1 => await seat.Actions.SetReadAsync(seat.Owner, some, random.Next(2) == 0, Token),
            2 => await seat.Actions.SetStarredAsync(seat.Owner, some, random.Next(2) == 0, Token),
            3 => await seat.Actions.ArchiveAsync(seat.Owner, some, Token),
            4 => await seat.Actions.TrashAsync(seat.Owner, some, Token),
            5 => await seat.Actions.SpamAsync(seat.Owner, some, Token),
            6 => await seat.Actions.NotSpamAsync(seat.Owner, some, Token),
            7 => await seat.Actions.DeleteForeverAsync(seat.Owner, some, Token),
            _ => await seat.Actions.MoveAsync(seat.Owner, some, await seat.FolderIdAsync(labels[random.Next(labels.Length)]), Token),
        };
        if (random.Next(3) == 0)
            await seat.Actions.UndoAsync(seat.Owner, act.ActId, Token);
    }
}
