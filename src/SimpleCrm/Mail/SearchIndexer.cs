using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Database.Search;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Mail;

/// <summary>
/// The second stage after the intake: brings the words of stored emails into the search index, newest first. Each batch is read and decrypted
/// outside any transaction and written in a short one together with the flag that says so; stopped at any point, it goes on where it was.
/// </summary>
public sealed partial class SearchIndexer(
    IDbContextFactory<SimpleCrmDbContext> contexts, BodyReading bodies, LiveFeed feed, TimeProvider time, ILogger<SearchIndexer> logger) : BackgroundService
{
    private const int BatchSize = 250;

    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var news = new SemaphoreSlim(0);
        using var subscription = feed.Subscribe(null, change =>
        {
            if (change.ThreadIds.Count > 0 || change.NewEmailIds.Count > 0)
                news.Release();
            return Task.CompletedTask;
        }, _ => Task.CompletedTask);
        while (true)
        {
            try
            {
                await RunUntilDoneAsync(stoppingToken);
            }
            catch (DbUpdateException failure)
            {
                Postponed(logger, failure);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
            catch (System.Data.Common.DbException failure)
            {
                // Locked or full: mail stays readable, only search lags behind.
                Postponed(logger, failure);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
            await news.WaitAsync(IdleLook, stoppingToken);
            while (news.Wait(0, CancellationToken.None))
            {
            }
        }
    }

    /// <summary>Indexes until nothing is waiting.</summary>
    /// <returns>How many emails.</returns>
    public async Task<int> RunUntilDoneAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        while (await RunBatchAsync(cancellationToken) is var count and > 0)
            total += count;
        if (total > 0)
            Indexed(logger, total);
        return total;
    }

    private async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Emails.AsNoTracking().Where(e => e.IsUnindexed).OrderByDescending(e => e.SortAt).Take(BatchSize).ToListAsync(cancellationToken);
        if (batch.Count == 0)
            return 0;
        var ids = batch.Select(e => e.Id).ToList();
        var stored = await db.EmailBodies.AsNoTracking().Where(b => ids.Contains(b.EmailId)).ToDictionaryAsync(b => b.EmailId, cancellationToken);
        var withFiles = batch.Where(e => e.HasAttachments).Select(e => e.Id).ToList();
        var files = withFiles.Count == 0 ? null : (await db.Attachments.Where(a => withFiles.Contains(a.EmailId))
            .Select(a => new { a.EmailId, a.FileName }).ToListAsync(cancellationToken)).ToLookup(a => a.EmailId, a => a.FileName);
        var entries = batch.Select(e => SearchIndexEntry.Of(e, Body(e.Id, stored.GetValueOrDefault(e.Id)), files?[e.Id] ?? [])).ToList();

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await DatabaseEngines.Of(db).Search.WriteAsync(db, entries, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await TellAsync(db, [.. entries.Select(e => e.MailboxId).Distinct()], cancellationToken);
        return batch.Count;
    }

    private async Task TellAsync(SimpleCrmDbContext db, List<long> mailboxIds, CancellationToken cancellationToken)
    {
        foreach (var mailbox in await db.Mailboxes.Where(m => mailboxIds.Contains(m.Id)).Select(m => new { m.Id, m.OwnerId }).ToListAsync(cancellationToken))
            feed.Publish(new LiveChange { MailboxId = mailbox.Id, OwnerId = mailbox.OwnerId, SearchChanged = true });
    }

    private string Body(long emailId, EmailBody? body)
    {
        try
        {
            return bodies.Words(body);
        }
        catch (CryptographicException failure)
        {
            // Its key is missing or the row is damaged: the rest of the mailbox must still be found.
            Unreadable(logger, emailId, failure);
            return "";
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Indexed {Count} emails")]
    private static partial void Indexed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Indexing is postponed")]
    private static partial void Postponed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The body of email {EmailId} cannot be opened; it is indexed without")]
    private static partial void Unreadable(ILogger logger, long emailId, Exception failure);
}
