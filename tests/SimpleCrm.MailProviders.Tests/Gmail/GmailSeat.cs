using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>One person's Gmail mailbox, here and there.</summary>
internal sealed class GmailSeat(GmailProduct product, GmailMailbox server, Viewer owner, long mailboxId)
{
    private static readonly string[] Places = ["INBOX", "SENT", "DRAFT"];

    public GmailMailbox Server => server;
    public Viewer Owner => owner;
    public long MailboxId => mailboxId;
    public MailActions Actions => product.Get<MailActions>();

    public async Task SyncAsync(KnockReason reason = KnockReason.Person)
    {
        product.Get<MailboxKnocks>().Knock(mailboxId, reason);
        await product.Get<SyncEngine>().RunAsync(mailboxId, TestContext.Current.CancellationToken);
    }

    public async Task<List<long>> ThreadIdsAsync()
    {
        await using var db = await product.DatabaseAsync();
        return await db.Emails.Where(e => e.MailboxId == mailboxId).Select(e => e.ThreadId).Distinct().OrderBy(id => id).ToListAsync();
    }

    public async Task<long> FolderIdAsync(string remoteId)
    {
        await using var db = await product.DatabaseAsync();
        return await db.Folders.Where(f => f.MailboxId == mailboxId && f.RemoteId == remoteId).Select(f => f.Id).SingleAsync();
    }

    /// <summary>Syncs until both sides are equal.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 15; round++)
        {
            await SyncAsync();
            if (await WaitingAsync() == 0 && (await HereAsync()).SequenceEqual(There()))
                break;
        }
        Assert.Equal(There(), await HereAsync());
        Assert.Equal(0, await WaitingAsync());
    }

    /// <summary>Each email once, in each of its places, with its flags: as the server has it.</summary>
    public List<string> There() => [.. server.Messages().SelectMany(m => PlacesOf(m.Labels).Select(place => $"{place} {m.Id} read:{!m.Labels.Contains("UNREAD")} starred:{m.Labels.Contains("STARRED")}")).Order(StringComparer.Ordinal)];

    /// <summary>The same, as it is here.</summary>
    public async Task<List<string>> HereAsync()
    {
        await using var db = await product.DatabaseAsync();
        var rows = await (from p in db.Placements.AsNoTracking()
                          join f in db.Folders on p.FolderId equals f.Id
                          join e in db.Emails on p.EmailId equals e.Id
                          where p.MailboxId == mailboxId && !p.IsPendingAddition && !p.IsPendingRemoval
                          select new { Folder = f.RemoteId, p.RemoteId, e.IsRead, e.IsStarred }).ToListAsync();
        return [.. rows.Select(r => $"{r.Folder} {r.RemoteId} read:{r.IsRead} starred:{r.IsStarred}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Rows of emails that have a place.</summary>
    public async Task<int> CountAsync()
    {
        await using var db = await product.DatabaseAsync();
        return await db.Emails.CountAsync(e => e.MailboxId == mailboxId && db.Placements.Any(p => p.EmailId == e.Id));
    }

    private async Task<int> WaitingAsync()
    {
        await using var db = await product.DatabaseAsync();
        return await db.PendingOperations.CountAsync(o => o.MailboxId == mailboxId && (o.State == OperationState.Waiting || o.State == OperationState.Applying));
    }

    private static IEnumerable<string> PlacesOf(IReadOnlySet<string> labels) =>
        labels.Contains("TRASH") ? ["TRASH"] : labels.Contains("SPAM") ? ["SPAM"] : labels.Where(l => Places.Contains(l) || l.StartsWith("Label_", StringComparison.Ordinal)).Append("ALL");
}
