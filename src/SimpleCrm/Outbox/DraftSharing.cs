using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Notifications;
using SimpleCrm.Sharing;

namespace SimpleCrm.Outbox;

/// <summary>With whom the writer of a draft shares it. Only the writer sends or throws it away.</summary>
public sealed class DraftSharing
{
    private readonly DraftStore _store;
    private readonly LiveFeed _feed;

    internal DraftSharing(DraftStore store, LiveFeed feed) => (_store, _feed) = (store, feed);

    /// <summary>The viewer's colleagues by name, and which of them have the draft; null when it is sent, thrown away or not the viewer's.</summary>
    public async Task<IReadOnlyList<DraftReader>?> FindAsync(Viewer viewer, Guid id, CancellationToken cancellationToken)
    {
        var key = Drafts.KeyOf(id);
        await using var db = await _store.OpenAsync(cancellationToken);
        if (await DraftStore.Open(db, viewer).Where(d => d.Key == key).Select(d => (long?)d.Id).SingleOrDefaultAsync(cancellationToken) is not { } draftId)
            return null;
        return await db.Users.Where(u => !u.IsDisabled && u.Id != viewer.UserId).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new DraftReader(u.Id, u.DisplayName, db.DraftShares.Any(s => s.DraftId == draftId && s.UserId == u.Id))).ToListAsync(cancellationToken);
    }

    /// <summary>Shares a draft with these colleagues and nobody else. Whoever gets it anew is told.</summary>
    /// <returns>
    /// <see cref="ShareOutcome.OutsideLimits"/> when the workspace lets nobody share texts of emails, or somebody takes part whose mail is never shared.
    /// </returns>
    public async Task<ShareOutcome> SetAsync(Viewer viewer, Guid id, IReadOnlyCollection<long> userIds, CancellationToken cancellationToken)
    {
        var key = Drafts.KeyOf(id);
        await using var db = await _store.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(viewer.UserId, cancellationToken);
        if (await DraftStore.Open(db, viewer).SingleOrDefaultAsync(d => d.Key == key, cancellationToken) is not { } draft)
            return ShareOutcome.Unknown;
        var wanted = await db.Users.Where(u => userIds.Contains(u.Id) && !u.IsDisabled && u.Id != viewer.UserId).Select(u => u.Id).ToListAsync(cancellationToken);
        if (wanted.Count < userIds.Distinct().Count())
            return ShareOutcome.Unknown;
        if (wanted.Count > 0 && (await ShareableAsync(db, [(draft, _store.Content(draft))], cancellationToken)).Count == 0)
            return ShareOutcome.OutsideLimits;
        var had = await db.DraftShares.Where(s => s.DraftId == draft.Id).ToListAsync(cancellationToken);
        db.DraftShares.RemoveRange(had.Where(s => !wanted.Contains(s.UserId)));
        var added = wanted.Except(had.Select(s => s.UserId)).ToList();
        db.DraftShares.AddRange(added.Select(u => new DraftShare { DraftId = draft.Id, UserId = u, At = _store.Now }));
        await db.NotifyAsync([.. added.Select(u => new Notification
        {
            UserId = u,
            Kind = NotificationKind.SharedDraft,
            ActorId = viewer.UserId,
            ItemId = draft.Id,
            Key = string.Create(CultureInfo.InvariantCulture, $"draft:{draft.Id}"),
            CreatedAt = _store.Now,
        })], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _store.Publish(draft);
        _feed.PublishNotices(had.Select(s => s.UserId).Concat(added));
        return ShareOutcome.Done;
    }

    /// <summary>Those of the drafts that anybody but their writers may read: as far as the workspace lets texts be shared, and where nobody protected takes part.</summary>
    internal static async Task<IReadOnlySet<long>> ShareableAsync(SimpleCrmDbContext db, IReadOnlyCollection<(Draft Draft, DraftContent Content)> drafts, CancellationToken cancellationToken)
    {
        var shareable = new HashSet<long>();
        if (drafts.Count == 0 || (await WorkspaceSharing.LimitsAsync(db, cancellationToken)).Most < SharingLevel.Everything)
            return shareable;
        var originals = drafts.Select(d => OriginalOf(d.Content)).OfType<long>().ToList();
        var hidden = originals.Count == 0 ? [] : await db.Emails.Where(e => originals.Contains(e.Id) && e.IsProtected).Select(e => e.Id).ToHashSetAsync(cancellationToken);
        foreach (var mailbox in drafts.GroupBy(d => d.Draft.MailboxId))
        {
            var values = await ProtectedMarks.ValuesAsync(db, mailbox.Key, cancellationToken);
            shareable.UnionWith(mailbox.Where(d => (OriginalOf(d.Content) is not { } original || !hidden.Contains(original))
                && !d.Content.To.Concat(d.Content.Cc).Concat(d.Content.Bcc).Any(p => ProtectedMarks.IsAmong(values, p.Email))).Select(d => d.Draft.Id));
        }
        return shareable;
    }

    private static long? OriginalOf(DraftContent content) => content.AnswersEmailId ?? content.ForwardsEmailId;
}
