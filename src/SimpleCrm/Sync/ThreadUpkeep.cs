using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;

namespace SimpleCrm.Sync;

/// <summary>
/// Keeps the rows that lists read (<see cref="EmailThread"/>, <see cref="ThreadPlacement"/>) equal to the emails they stand for. They are
/// counted anew from the emails each time, so that no mistake can add up.
/// </summary>
internal static class ThreadUpkeep
{
    private const int MaxParticipants = 8;

    private static readonly string[] ThreadColumns =
    [
        nameof(EmailThread.ExternalId), nameof(EmailThread.Subject), nameof(EmailThread.Snippet), nameof(EmailThread.ParticipantsJson), nameof(EmailThread.LastAt),
        nameof(EmailThread.LastEmailId), nameof(EmailThread.EmailCount), nameof(EmailThread.UnreadCount), nameof(EmailThread.IsStarred),
        nameof(EmailThread.HasAttachments), nameof(EmailThread.LastIsOutbound),
    ];

    private static readonly string[] PlacementColumns =
        [nameof(ThreadPlacement.LastAt), nameof(ThreadPlacement.EmailCount), nameof(ThreadPlacement.UnreadCount), nameof(ThreadPlacement.Focus)];

    /// <summary>Brings threads up to date, in the context's open transaction. Threads without any email are deleted.</summary>
    public static async Task RefreshAsync(SimpleCrmDbContext db, long mailboxId, IEnumerable<long> threadIds, CancellationToken cancellationToken, IReadOnlyDictionary<long, string>? externalIds = null)
    {
        foreach (var chunk in threadIds.Distinct().Chunk(500))
            await RefreshChunkAsync(db, mailboxId, [.. chunk], externalIds, cancellationToken);
    }

    private static async Task RefreshChunkAsync(SimpleCrmDbContext db, long mailboxId, List<long> ids, IReadOnlyDictionary<long, string>? externalIds, CancellationToken cancellationToken)
    {
        var emails = await db.Emails.AsNoTracking().Where(e => ids.Contains(e.ThreadId))
            .Select(e => new Facts(e.Id, e.ThreadId, e.SortAt, e.IsRead, e.IsStarred, e.HasAttachments, e.Direction == EmailDirection.Outbound,
                e.FromAddress, e.FromName, e.OutgoingEmailId != null && e.OrphanedAt == null, e.Focus))
            .ToListAsync(cancellationToken);
        var emailIds = emails.ConvertAll(e => e.Id);
        var places = (await db.Placements.AsNoTracking().Where(p => emailIds.Contains(p.EmailId)).Select(p => new { p.EmailId, p.FolderId, p.IsPendingRemoval }).ToListAsync(cancellationToken))
            .ToLookup(p => p.EmailId);
        var threads = await db.Threads.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancellationToken);
        var placements = (await db.ThreadPlacements.AsNoTracking().Where(p => ids.Contains(p.ThreadId)).ToListAsync(cancellationToken)).ToDictionary(p => (p.ThreadId, p.FolderId));

        // A conversation that was put off, or came back, is in the Inbox otherwise than its emails are.
        var inboxes = threads.Values.Any(t => t.SnoozedUntil is not null || t.ResurfacedAt is not null || t.ReminderDueAt is not null)
            ? await db.Folders.Where(f => f.MailboxId == mailboxId && f.Role == FolderRole.Inbox && f.MissingSince == null).Select(f => f.Id).ToListAsync(cancellationToken)
            : [];

        // What waits to be sent or filed has no placement and is shown all the same.
        bool IsShown(Facts email) => places[email.Id].Any(p => !p.IsPendingRemoval) || email.IsOutgoing && !places[email.Id].Any();

        var wanted = new Dictionary<long, (EmailThread Thread, List<Facts> Shown)>();
        var wantedPlacements = new Dictionary<(long, long), ThreadPlacement>();
        foreach (var group in emails.GroupBy(e => e.ThreadId))
        {
            var shown = group.Where(IsShown).OrderBy(e => e.SortAt).ThenBy(e => e.Id).ToList();
            var thread = Count(mailboxId, group.Key, shown, threads.GetValueOrDefault(group.Key));
            thread.ExternalId ??= externalIds?.GetValueOrDefault(group.Key);
            wanted.Add(group.Key, (thread, shown));
            foreach (var place in shown.SelectMany(e => places[e.Id].Where(p => !p.IsPendingRemoval).Select(p => p.FolderId).Distinct().Select(folder => (folder, Email: e))).GroupBy(p => p.folder, p => p.Email))
                wantedPlacements.Add((group.Key, place.Key), new ThreadPlacement
                {
                    FolderId = place.Key,
                    ThreadId = group.Key,
                    MailboxId = mailboxId,
                    LastAt = place.Max(e => e.SortAt),
                    EmailCount = place.Count(),
                    UnreadCount = place.Count(e => !e.IsRead),
                    Focus = place.Min(e => e.Focus),
                });
            if (threads.TryGetValue(group.Key, out var known) && shown.Count > 0)
                FollowUp(known, shown.Min(e => e.Focus), inboxes, wantedPlacements);
        }
        await FillTextsAsync(db, [.. wanted.Values.Where(w => w.Shown.Count > 0)], cancellationToken);

        await db.InsertAllAsync([.. wanted.Values.Select(w => w.Thread).Where(t => !threads.ContainsKey(t.Id))], cancellationToken);
        await db.UpdateAllAsync([.. wanted.Values.Select(w => w.Thread).Where(t => threads.TryGetValue(t.Id, out var old) && !AreEqual(t, old))], ThreadColumns, cancellationToken);
        await db.InsertAllAsync([.. wantedPlacements.Where(p => !placements.ContainsKey(p.Key)).Select(p => p.Value)], cancellationToken);
        await db.UpdateAllAsync([.. wantedPlacements.Where(p => placements.TryGetValue(p.Key, out var old) && !AreEqual(p.Value, old)).Select(p => p.Value)], PlacementColumns, cancellationToken);
        foreach (var gone in placements.Where(p => !wantedPlacements.ContainsKey(p.Key)).GroupBy(p => p.Key.FolderId, p => p.Key.ThreadId))
        {
            var folderId = gone.Key;
            var list = gone.ToList();
            await db.ThreadPlacements.Where(p => p.FolderId == folderId && list.Contains(p.ThreadId)).ExecuteDeleteAsync(cancellationToken);
        }
        var empty = ids.Where(id => !wanted.ContainsKey(id)).ToList();
        if (empty.Count > 0)
        {
            await db.Threads.Where(t => empty.Contains(t.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.ThreadReferences.Where(r => empty.Contains(r.ThreadId)).ExecuteDeleteAsync(cancellationToken);
            await db.ThreadLinks.Where(l => empty.Contains(l.ThreadId)).ExecuteDeleteAsync(cancellationToken);
            await ThreadMerging.RemoveAsync(db, empty, cancellationToken);
        }
    }

    private static void FollowUp(EmailThread thread, InboxFocus? focus, List<long> inboxes, Dictionary<(long, long), ThreadPlacement> wanted)
    {
        foreach (var inbox in inboxes)
        {
            if (thread.SnoozedUntil is not null)
                wanted.Remove((thread.Id, inbox));
            else if (wanted.TryGetValue((thread.Id, inbox), out var placement))
                placement.LastAt = new[] { placement.LastAt, thread.ResurfacedAt ?? default, thread.ReminderDueAt ?? default }.Max();
            else if (thread.ReminderDueAt is { } due && inbox == inboxes[0])
                wanted.Add((thread.Id, inbox), new ThreadPlacement { FolderId = inbox, ThreadId = thread.Id, MailboxId = thread.MailboxId, LastAt = due, Focus = focus });
        }
    }

    private static EmailThread Count(long mailboxId, long threadId, List<Facts> shown, EmailThread? old) => new()
    {
        Id = threadId,
        MailboxId = mailboxId,
        ExternalId = old?.ExternalId,
        Subject = old?.Subject ?? "",
        Snippet = old?.Snippet ?? "",
        ParticipantsJson = old?.ParticipantsJson ?? "[]",
        LastAt = shown.Count > 0 ? shown[^1].SortAt : old?.LastAt ?? DateTime.UnixEpoch,
        LastEmailId = shown.Count > 0 ? shown[^1].Id : old?.LastEmailId ?? 0,
        EmailCount = shown.Count,
        UnreadCount = shown.Count(e => !e.IsRead),
        IsStarred = shown.Any(e => e.IsStarred),
        HasAttachments = shown.Any(e => e.HasAttachments),
        LastIsOutbound = shown.Count > 0 && shown[^1].IsOutbound,
    };

    private static async Task FillTextsAsync(SimpleCrmDbContext db, List<(EmailThread Thread, List<Facts> Shown)> threads, CancellationToken cancellationToken)
    {
        var ends = threads.SelectMany(t => new[] { t.Shown[0].Id, t.Shown[^1].Id }).Distinct().ToList();
        var texts = await db.Emails.AsNoTracking().Where(e => ends.Contains(e.Id))
            .Select(e => new { e.Id, e.Subject, e.Snippet, e.PeopleJson }).ToDictionaryAsync(e => e.Id, cancellationToken);
        foreach (var (thread, shown) in threads)
        {
            var last = texts[shown[^1].Id];
            thread.Subject = texts[shown[0].Id].Subject;
            thread.Snippet = last.Snippet;
            var writers = shown.GroupBy(e => e.FromAddress, StringComparer.OrdinalIgnoreCase)
                .Select(g => g.Last()).OrderBy(e => e.SortAt).ThenBy(e => e.Id)
                .Select(e => new EmailAddress(e.FromAddress, e.FromName)).TakeLast(MaxParticipants).ToList();
            // A conversation in which nobody has answered yet is known by whom it was written to.
            if (shown.TrueForAll(e => e.IsOutbound) && (JsonSerializer.Deserialize<EmailPeople>(last.PeopleJson)?.To ?? []) is { Count: > 0 } receivers)
                writers = [.. receivers.Take(MaxParticipants)];
            thread.ParticipantsJson = JsonSerializer.Serialize(writers);
        }
    }

    private static bool AreEqual(EmailThread a, EmailThread b) =>
        a.ExternalId == b.ExternalId && a.Subject == b.Subject && a.Snippet == b.Snippet && a.ParticipantsJson == b.ParticipantsJson && a.LastAt == b.LastAt
        && a.LastEmailId == b.LastEmailId && a.EmailCount == b.EmailCount && a.UnreadCount == b.UnreadCount && a.IsStarred == b.IsStarred
        && a.HasAttachments == b.HasAttachments && a.LastIsOutbound == b.LastIsOutbound;

    private static bool AreEqual(ThreadPlacement a, ThreadPlacement b) =>
        a.LastAt == b.LastAt && a.EmailCount == b.EmailCount && a.UnreadCount == b.UnreadCount && a.Focus == b.Focus;

    private sealed record Facts(
        long Id, long ThreadId, DateTime SortAt, bool IsRead, bool IsStarred, bool HasAttachments, bool IsOutbound,
        string FromAddress, string FromName, bool IsOutgoing, InboxFocus? Focus);
}
