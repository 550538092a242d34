using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.FollowUp;

/// <summary>Puts conversations off, and brings them back when nobody has answered. All of it is stored with the conversation.</summary>
public sealed class FollowUps
{
    /// <summary>At most this far ahead.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>At most this many conversations at once.</summary>
    public const int MostThreads = 5000;

    private readonly IDbContextFactory<SimpleCrmDbContext> _contexts;
    private readonly FollowUpChanges _changes;
    private readonly FollowUpSignal _signal;
    private readonly TimeProvider _time;

    internal FollowUps(IDbContextFactory<SimpleCrmDbContext> contexts, FollowUpChanges changes, FollowUpSignal signal, TimeProvider time) =>
        (_contexts, _changes, _signal, _time) = (contexts, changes, signal, time);

    /// <summary>Takes conversations out of the Inbox until a time, or until somebody writes. They come back on top.</summary>
    /// <returns>How many were put off: those that are the viewer's. 0 when the time is past or too far ahead.</returns>
    public async Task<int> SnoozeAsync(Viewer viewer, IReadOnlyList<long> threadIds, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (until <= now || until > now + Furthest)
            return 0;
        var count = await ChangeAsync(viewer, threadIds, thread =>
        {
            thread.SnoozedUntil = until.UtcDateTime;
            thread.SnoozedAt = now.UtcDateTime;
            thread.ReminderDueAt = null;
        }, cancellationToken);
        _signal.Raise();
        return count;
    }

    /// <summary>Brings conversations back where they were before they were put off.</summary>
    /// <returns>How many came back.</returns>
    public Task<int> UnsnoozeAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, threadIds, thread => thread.SnoozedUntil = thread.SnoozedAt = null, cancellationToken);

    /// <summary>Brings conversations back to the Inbox at a time unless somebody has answered by then; null takes that back.</summary>
    /// <returns>How many conversations: those that are the viewer's. 0 when the time is past or too far ahead.</returns>
    public async Task<int> RemindAsync(Viewer viewer, IReadOnlyList<long> threadIds, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (at is { } time && (time <= now || time > now + Furthest))
            return 0;
        var count = await ChangeAsync(viewer, threadIds, thread =>
        {
            thread.RemindAt = at?.UtcDateTime;
            thread.RemindSince = at is null ? null : now.UtcDateTime;
            thread.ReminderDueAt = null;
        }, cancellationToken);
        _signal.Raise();
        return count;
    }

    /// <summary>The person has seen to conversations that nobody answered: they leave the Inbox, unless an email of theirs is in it.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> DismissAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, threadIds, thread => thread.ReminderDueAt = null, cancellationToken);

    /// <summary>How many conversations the viewer has put off.</summary>
    public async Task<int> CountSnoozedAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Threads.CountAsync(t => t.SnoozedUntil != null && db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId), cancellationToken);
    }

    private async Task<int> ChangeAsync(Viewer viewer, IReadOnlyList<long> threadIds, Action<EmailThread> change, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var chunk in threadIds.Distinct().Take(MostThreads).Chunk(500))
        {
            List<(long MailboxId, long ThreadId)> own;
            await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
                own = [.. (await db.Threads.Where(t => chunk.Contains(t.Id) && db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId))
                    .Select(t => new { t.MailboxId, t.Id }).ToListAsync(cancellationToken)).Select(t => (t.MailboxId, t.Id))];
            foreach (var mailbox in own.GroupBy(t => t.MailboxId, t => t.ThreadId))
                count += await _changes.ApplyAsync(mailbox.Key, [.. mailbox], change, cancellationToken);
        }
        return count;
    }
}
