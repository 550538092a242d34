using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Sync;

/// <summary>
/// Chance deals arrivals, moves, flags and deletions on both sides, lost answers and restarts; when all is quiet, both sides are equal. A third of
/// the servers has ids by folder, a third ids that hold everywhere, and a third also labels and one folder for all mail.
/// </summary>
public class ConvergenceTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1" ? 300 : TestDatabase.IsSqlite ? 40 : 8;

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
        await using var bed = await SyncBed.CreateAsync();
        var server = bed.Server;
        server.Telling = (ChangeTelling)random.Next(3);
        server.HasStableIds = seed % 3 > 0;
        if (seed % 3 == 2)
            server.AddFolder("All", FolderRole.All);
        server.TellsCursors = random.Next(2) == 0;
        server.TellsNewIds = random.Next(2) == 0;
        var letters = random.Next(5, 40);
        server.Inbox.Fill(letters);
        server.Before = (_, _) => Stumble(random);
        server.After = (_, _) => Stumble(random);
        for (var turn = 0; turn < 25; turn++)
        {
            for (var i = random.Next(4); i > 0; i--)
                Elsewhere(bed, random, ref letters);
            if (random.Next(2) == 0)
                await HereAsync(bed, random);
            bed.Time.Advance(TimeSpan.FromSeconds(random.Next(90)));
            await bed.SyncAsync((KnockReason)(1 << random.Next(4)));
            if (random.Next(10) == 0)
                await bed.RestartAsync();
            await bed.AssertWholeAsync();
        }
        server.Before = server.After = null;
        await bed.SettleAsync(8);
        await bed.AssertEqualToServerAsync();
        if (server.HasStableIds)
            Assert.Equal(server.Folders.SelectMany(f => f.Emails).Select(e => e.Id).Distinct().Order(), (await bed.EmailsAsync()).Select(e => e.ExternalId).Order());
        // Rows of the same email went through every move together: one row for each different email that is left.
        Assert.Equal(server.Folders.SelectMany(f => f.Emails).Select(e => e.Content.Subject).Distinct().Order(), (await bed.EmailsAsync()).Select(e => e.Subject).Distinct().Order());
    }

    private static void Stumble(Random random)
    {
        lock (random)
        {
            if (random.Next(30) != 0)
                return;
            throw random.Next(4) switch
            {
                0 => new MailboxAccessException(MailboxProblem.ServerError, "no") { IsFolderOnly = true },
                1 => new IOException("reset"),
                _ => new MailboxAccessException(MailboxProblem.ConnectionLost, null),
            };
        }
    }

    private static void Elsewhere(SyncBed bed, Random random, ref int letters)
    {
        var server = bed.Server;
        var full = server.Folders.Where(f => f.Emails.Count > 0).ToList();
        lock (random)
        {
            if (full.Count == 0 || random.Next(3) == 0)
            {
                letters++;
                server.Inbox.Add(Letters.Letter(letters, random.Next(3) == 0 ? $"m{random.Next(1, letters)}@example.net" : null), bed.Time.GetUtcNow());
                return;
            }
            var folder = full[random.Next(full.Count)];
            var email = folder.Emails[random.Next(folder.Emails.Count)];
            switch (random.Next(12))
            {
                case < 4:
                    folder.SetFlags(email, read: random.Next(2) == 0, starred: random.Next(2) == 0);
                    break;
                case < 8:
                    folder.MoveTo(email, server.Folders.Where(f => f != folder).ElementAt(random.Next(server.Folders.Count - 1)));
                    break;
                case < 10 when server.HasAllMail && folder.Role is not (FolderRole.All or FolderRole.Trash or FolderRole.Junk):
                    folder.Remove(email);
                    break;
                case < 10:
                    folder.Delete(email);
                    break;
                case 11 when server.HasAllMail && folder.Role is not (FolderRole.Trash or FolderRole.Junk):
                    server.Inbox.Label(email);
                    break;
                case 10:
                    server.Renumber(folder);
                    break;
                default:
                    letters++;
                    folder.Put(letters);
                    break;
            }
        }
    }

    private static async Task HereAsync(SyncBed bed, Random random)
    {
        var threads = (await bed.EmailsAsync()).Select(e => e.ThreadId).Distinct().ToList();
        if (threads.Count == 0)
            return;
        var (some, kind, other) = (threads.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList(), random.Next(9), random.Next(2) == 0);
        var stop = TestContext.Current.CancellationToken;
        var act = kind switch
        {
            0 or 1 => await bed.Actions.SetReadAsync(bed.Owner, some, other, stop),
            2 => await bed.Actions.SetStarredAsync(bed.Owner, some, other, stop),
            3 => await bed.Actions.ArchiveAsync(bed.Owner, some, stop),
            4 => await bed.Actions.TrashAsync(bed.Owner, some, stop),
            5 => await bed.Actions.SpamAsync(bed.Owner, some, stop),
            6 => await bed.Actions.NotSpamAsync(bed.Owner, some, stop),
            7 => await bed.Actions.DeleteForeverAsync(bed.Owner, some, stop),
            _ => await bed.Actions.MoveAsync(bed.Owner, some, await ArchiveIdAsync(bed), stop),
        };
        if (random.Next(3) == 0)
            await bed.Actions.UndoAsync(bed.Owner, act.ActId, stop);
    }

    private static async Task<long> ArchiveIdAsync(SyncBed bed)
    {
        await using var db = bed.Db();
        return await db.Folders.Where(f => f.Role == FolderRole.Archive).Select(f => f.Id).FirstOrDefaultAsync();
    }
}
