using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>Files the drafts that are due, mailbox by mailbox: a slow server holds up its own drafts only.</summary>
internal sealed partial class DraftWorker(DraftStore store, DraftFiling filing, DraftSignal signal, ILogger<DraftWorker> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = LongestWait;
            try
            {
                await RunDueAsync(stoppingToken);
                wait = await NextAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
            {
                LogDatabase(exception.GetType().Name);
            }
            await signal.WaitAsync(wait, stoppingToken);
        }
    }

    /// <summary>Files everything that is due now.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        List<Draft> due;
        await using (var db = await store.OpenAsync(cancellationToken))
        {
            var now = store.Now;
            due = await db.Drafts.AsNoTracking().Where(d => d.FileAt <= now
                && db.Mailboxes.Any(m => m.Id == d.MailboxId && m.State != MailboxState.Disconnected && m.State != MailboxState.NeedsReconnect))
                .OrderBy(d => d.FileAt).Take(Batch).ToListAsync(cancellationToken);
            // What was sent or discarded is remembered long enough for a page that slept.
            await db.Drafts.Where(d => (d.State == DraftState.Sent || d.State == DraftState.Discarded) && d.SavedAt < now - Forgotten && d.FileAt == DateTime.MaxValue)
                .ExecuteDeleteAsync(cancellationToken);
        }
        await Task.WhenAll(due.GroupBy(d => d.MailboxId).Select(group => RunAsync([.. group], cancellationToken)));
    }

    private async Task RunAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts)
        {
            try
            {
                await filing.RunAsync(draft, cancellationToken);
            }
            // One draft that cannot be filed must not hold up the others.
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(draft.Id, exception);
                await using var db = await store.OpenAsync(cancellationToken);
                await db.Drafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.FileAt, store.Now.AddMinutes(5)), cancellationToken);
            }
        }
    }

    private async Task<TimeSpan> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await store.OpenAsync(cancellationToken);
        var (now, horizon) = (store.Now, store.Now + LongestWait);
        var next = await db.Drafts.Where(d => d.FileAt > now && d.FileAt < horizon).Select(d => (DateTime?)d.FileAt).MinAsync(cancellationToken);
        return next is { } at ? at - now : LongestWait;
    }

    [LoggerMessage(1, LogLevel.Error, "The filing of drafts cannot use the database: {Exception}")]
    private partial void LogDatabase(string exception);

    [LoggerMessage(2, LogLevel.Error, "Draft {DraftId} could not be filed")]
    private partial void LogFailed(long draftId, Exception exception);
}
