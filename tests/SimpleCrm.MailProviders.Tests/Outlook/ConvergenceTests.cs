using System.Collections.Concurrent;
using System.Text;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

/// <summary>
/// Chance deals arrivals, drafts, moves, flags, deletions and sends on both sides, faults of the service, expired states and restarts; when all is
/// quiet, both sides are equal, and nothing was sent twice.
/// </summary>
public class ConvergenceTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";
    private static readonly int Seeds = IsFull ? 300 : 4, Operations = IsFull ? 300 : 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 4)];

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task Whatever_happens_on_both_sides_they_are_equal_in_the_end(int batch)
    {
        for (var seed = batch; seed < Seeds; seed += 4)
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

    private static async Task PlayAsync(int seed)
    {
        var random = new Random(seed);
        await using var bed = await OutlookBed.CreateAsync();
        var passedOn = new ConcurrentQueue<string>();
        var outcomes = new Dictionary<string, SendOutcome>();
        bed.Host.Mailbox.Sent += (_, message) => passedOn.Enqueue(Encoding.UTF8.GetString(message.Span));
        bed.Host.Graph.RewritesMessageIds = seed % 3 == 1;
        bed.Host.Graph.DeltaPageSize = 3;
        for (var i = random.Next(5, 60); i > 0; i--)
            bed.Host.Deliver($"Letter {i}");
        var done = 0;
        while (done < Operations)
        {
            for (var i = random.Next(5); i > 0; i--, done++)
                Elsewhere(bed, random, done);
            if (random.Next(2) == 0)
            {
                await HereAsync(bed, random);
                done++;
            }
            if (random.Next(6) == 0)
            {
                var name = $"sent-{seed}-{done++}";
                outcomes[name] = (await bed.Host.Provider.SendEmailAsync(bed.Host.Connection, Outgoing(name), Cancellation)).Outcome;
            }
            if (random.Next(3) == 0)
                bed.Host.Faults.Add(Fault(random));
            bed.Time.Advance(TimeSpan.FromSeconds(random.Next(90)));
            await bed.SyncAsync((KnockReason)(1 << random.Next(4)));
            if (random.Next(10) == 0)
                await bed.RestartAsync();
        }
        bed.Host.Faults.Clear();
        await bed.SettleAsync(8);

        var (here, there) = await bed.CompareAsync();
        Assert.Equal(there, here);
        foreach (var (name, outcome) in outcomes)
        {
            await TestServers.Processes.Until.TrueAsync(() => Task.FromResult(outcome != SendOutcome.Accepted || passedOn.Any(m => m.Contains(name + ".", StringComparison.Ordinal))),
                TimeSpan.FromSeconds(20), () => $"{name} was accepted and not sent", Cancellation);
            var times = passedOn.Count(m => m.Contains(name + ".", StringComparison.Ordinal));
            Assert.InRange(times, outcome == SendOutcome.Accepted ? 1 : 0, outcome is SendOutcome.Accepted or SendOutcome.Unknown ? 1 : 0);
        }
    }

    private static SandboxFault Fault(Random random)
    {
        string[] places = ["delta", "$batch", "$value", "/messages", "/move", "mailFolders", "/send", ""];
        var fault = new SandboxFault { PathContains = places[random.Next(places.Length)], Times = random.Next(1, 4) };
        return random.Next(6) switch
        {
            0 => fault with { Status = 500 },
            1 => fault with { Status = 503, RetryAfter = TimeSpan.Zero },
            2 => fault with { Status = 429, RetryAfter = TimeSpan.FromSeconds(random.Next(2)) },
            3 => fault with { DropBefore = true },
            4 => fault with { DropAfter = true },
            _ => fault with { PathContains = "delta", Status = 410 },
        };
    }

    private static void Elsewhere(OutlookBed bed, Random random, int number)
    {
        var mailbox = bed.Host.Mailbox;
        var all = mailbox.Snapshot().Values.OrderBy(m => m.Subject, StringComparer.Ordinal).ThenBy(m => m.Folder, StringComparer.Ordinal).ToList();
        if (all.Count == 0 || random.Next(4) == 0)
        {
            bed.Host.Deliver($"Arrival {number}", extraHeaders: random.Next(3) == 0 && all.Count > 0 ? $"In-Reply-To: {all[random.Next(all.Count)].MessageId}\r\n" : "");
            return;
        }
        var message = all[random.Next(all.Count)];
        string[] folders = ["inbox", "archive", "deleteditems", "junkemail"];
        switch (random.Next(14))
        {
            case < 4:
                mailbox.SetFlags(message.Id, random.Next(2) == 0, random.Next(2) == 0);
                break;
            case < 8:
                mailbox.MoveTo(message.Id, folders[random.Next(folders.Length)]);
                break;
            case < 10:
                mailbox.Delete(message.Id);
                break;
            case 10:
                mailbox.ExpireSyncState();
                break;
            case 11:
                lock (mailbox.Gate)
                    mailbox.Add(mailbox.WellKnown("drafts"), TestEmails.Simple($"Draft {number}"), OutlookHost.Now, m => m.IsDraft = true);
                break;
            case 12 when message.IsDraft:
                lock (mailbox.Gate)
                {
                    var draft = mailbox.FindMessage(message.Id)!;
                    draft.Edit(m => m.Subject = $"Edited {number}");
                    mailbox.Touch(draft, "updated");
                }
                break;
            case 13 when message.IsDraft:
                lock (mailbox.Gate)
                    new MessageActions(bed.Host.Graph).Send(mailbox, mailbox.FindMessage(message.Id)!);
                break;
        }
    }

    private static async Task HereAsync(OutlookBed bed, Random random)
    {
        var threads = await bed.ThreadsAsync();
        if (threads.Count == 0)
            return;
        var some = threads.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList();
        var isOn = random.Next(2) == 0;
        var act = random.Next(8) switch
        {
            0 or 1 => await bed.Actions.SetReadAsync(bed.Owner, some, isOn, Cancellation),
            2 => await bed.Actions.SetStarredAsync(bed.Owner, some, isOn, Cancellation),
            3 => await bed.Actions.ArchiveAsync(bed.Owner, some, Cancellation),
            4 => await bed.Actions.TrashAsync(bed.Owner, some, Cancellation),
            5 => await bed.Actions.SpamAsync(bed.Owner, some, Cancellation),
            6 => await bed.Actions.NotSpamAsync(bed.Owner, some, Cancellation),
            _ => await bed.Actions.DeleteForeverAsync(bed.Owner, some, Cancellation),
        };
        if (random.Next(3) == 0)
            await bed.Actions.UndoAsync(bed.Owner, act.ActId, Cancellation);
    }

    private static OutgoingMessage Outgoing(string name) => new(
        Encoding.UTF8.GetBytes($"From: Ana <ana@northwind.test>\r\nTo: bob@mercier.example\r\nSubject: {name}\r\nMessage-ID: <{name}.id@northwind.test>\r\n{Mail.MimeReader.OutgoingHeader}: {name}\r\n\r\nHello {name}.\r\n"),
        "ana@northwind.test", ["bob@mercier.example"])
    { MessageId = $"{name}.id@northwind.test", Marker = name };
}
