using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>One game of chance between the product, its person, the provider and everybody else; the seed decides all that is decided.</summary>
internal sealed class ConvergencePlay(ConvergenceBed bed, Random random)
{
    private readonly List<string> _arrived = [];
    private readonly HashSet<string> _deletable = [];
    private int _sent, _drafts;

    public async Task RunAsync(int operations)
    {
        for (var i = random.Next(5, 30); i > 0; i--)
            Arrive();
        for (var operation = 0; operation < operations; operation++)
        {
            bed.Time.Advance(TimeSpan.FromSeconds(random.Next(40)));
            await OperateAsync();
            if (operation % 25 == 24)
                await bed.AssertWholeAsync();
        }
        await EndAsync();
    }

    private async Task OperateAsync()
    {
        switch (random.Next(40))
        {
            case < 6:
                Arrive();
                break;
            case < 17:
                bed.Account.Elsewhere(random, ref _drafts);
                break;
            case < 22:
                await HereAsync();
                break;
            case < 25:
                await bed.SendAsync($"Offer {++_sent}");
                break;
            case < 29:
                bed.Account.Stumble(random);
                break;
            case < 30:
                bed.Account.FileSent(TimeSpan.FromSeconds(random.Next(3) * random.Next(200)), random.Next(2) == 0);
                break;
            case < 31:
                if (random.Next(3) == 0)
                    bed.Account.Expire();
                break;
            case < 32:
                await bed.RenewPushAsync();
                break;
            case < 36:
                await bed.SyncAsync((KnockReason)(1 << random.Next(5)), ConvergenceBed.Token);
                break;
            case < 38:
                await bed.RunOutboxAsync(ConvergenceBed.Token);
                break;
            default:
                await StopAsync();
                break;
        }
    }

    private void Arrive()
    {
        var answered = _arrived.Count > 0 && random.Next(4) == 0 ? _arrived[random.Next(_arrived.Count)] : null;
        _arrived.Add($"Email {_arrived.Count + 1}");
        bed.Account.Arrive(_arrived[^1], answered);
    }

    // The product ends in the midst of its work: the calls it has made are answered, and it makes no others.
    private async Task StopAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ConvergenceBed.Token);
        var left = random.Next(12);
        bed.Account.Answered = () =>
        {
            if (Interlocked.Decrement(ref left) == 0)
                end.Cancel();
        };
        try
        {
            if (random.Next(3) == 0)
                await bed.RunOutboxAsync(end.Token);
            await bed.SyncAsync((KnockReason)(1 << random.Next(5)), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
        bed.Account.Answered = null;
        await bed.RestartAsync();
    }

    private async Task HereAsync()
    {
        var token = ConvergenceBed.Token;
        List<long> some;
        List<string> subjects;
        long target;
        var folder = bed.Account.OwnFolders[random.Next(bed.Account.OwnFolders.Count)];
        await using (var db = await bed.DatabaseAsync())
        {
            var threads = await db.Emails.Where(e => e.MailboxId == bed.MailboxId).Select(e => e.ThreadId).Distinct().OrderBy(id => id).ToListAsync(token);
            if (threads.Count == 0)
                return;
            some = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => threads[random.Next(threads.Count)]).Distinct()];
            subjects = await db.Emails.Where(e => some.Contains(e.ThreadId)).Select(e => e.Subject).ToListAsync(token);
            target = await db.Folders.Where(f => f.MailboxId == bed.MailboxId && f.RemoteId == folder).Select(f => f.Id).SingleOrDefaultAsync(token);
        }
        var kind = random.Next(9);
        if (kind == 7)
            _deletable.UnionWith(subjects);
        MailAct act = kind switch
        {
            0 or 1 => await bed.Actions.SetReadAsync(bed.Owner, some, random.Next(2) == 0, token),
            2 => await bed.Actions.SetStarredAsync(bed.Owner, some, random.Next(2) == 0, token),
            3 => await bed.Actions.ArchiveAsync(bed.Owner, some, token),
            4 => await bed.Actions.TrashAsync(bed.Owner, some, token),
            5 => await bed.Actions.SpamAsync(bed.Owner, some, token),
            6 => await bed.Actions.NotSpamAsync(bed.Owner, some, token),
            7 => await bed.Actions.DeleteForeverAsync(bed.Owner, some, token),
            _ => await bed.Actions.MoveAsync(bed.Owner, some, target, token),
        };
        if (random.Next(3) == 0)
            await bed.Actions.UndoAsync(bed.Owner, act.ActId, token);
    }

    private async Task EndAsync()
    {
        bed.Account.CalmDown();
        for (var round = 0; round < 40; round++)
        {
            bed.Time.Advance(TimeSpan.FromMinutes(20));
            await bed.RunOutboxAsync(ConvergenceBed.Token);
            await bed.SyncAsync(KnockReason.Person, ConvergenceBed.Token);
            if (round > 2 && await bed.IsQuietAsync())
                break;
        }
        await bed.AssertConvergedAsync(_arrived, _deletable);
    }
}
