using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mailboxes;
using SimpleCrm.Notifications;

namespace SimpleCrm.Outbox;

/// <summary>
/// Drafts that colleagues share with the viewer: to read, and to change subject and text. Saves are ordered by the draft's revision as its writer's
/// own are, so that neither overwrites the other unseen.
/// </summary>
public sealed class SharedDrafts
{
    private const int Most = 200;

    private readonly DraftStore _store;
    private readonly AttachmentUploads _uploads;
    private readonly DraftSignal _signal;
    private readonly LiveFeed _feed;

    internal SharedDrafts(DraftStore store, AttachmentUploads uploads, DraftSignal signal, LiveFeed feed) => (_store, _uploads, _signal, _feed) = (store, uploads, signal, feed);

    /// <summary>The newest two hundred, the one saved last first.</summary>
    public async Task<IReadOnlyList<SharedDraftView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await _store.OpenAsync(cancellationToken);
        return [.. (await ReadAsync(Shared(db, viewer).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id).Take(Most), db, cancellationToken)).Select(r => r.View)];
    }

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await _store.OpenAsync(cancellationToken);
        return await Shared(db, viewer).CountAsync(cancellationToken);
    }

    /// <summary>A draft; null when it is sent, thrown away, or not shared with the viewer.</summary>
    public async Task<SharedDraftView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await _store.OpenAsync(cancellationToken);
        return (await ReadAsync(Shared(db, viewer).Where(d => d.Id == id), db, cancellationToken)).SingleOrDefault().View;
    }

    /// <summary>Stores the viewer's subject and text. The writer is told once a day that they did.</summary>
    /// <param name="viewer">A colleague of the writer.</param>
    /// <param name="id">The draft.</param>
    /// <param name="baseRevision">The revision the text was begun from.</param>
    /// <param name="subject">All of it.</param>
    /// <param name="html">The whole text with its signature; ignored where the draft is plain text.</param>
    /// <param name="text">The same without formatting.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<SharedDraftSaved> SaveAsync(Viewer viewer, long id, int baseRevision, string subject, string html, string text, CancellationToken cancellationToken)
    {
        await using var db = await _store.OpenAsync(cancellationToken);
        var ownerId = await Shared(db, viewer).Where(d => d.Id == id).Select(d => d.UserId).SingleOrDefaultAsync(cancellationToken);
        if (ownerId == 0)
            return new SharedDraftSaved();
        await using var transaction = await db.BeginAsync(ownerId, cancellationToken);
        if (await ReadAsync(Shared(db, viewer).Where(d => d.Id == id), db, cancellationToken) is not [var (draft, current)])
            return new SharedDraftSaved();
        if (draft.Revision != baseRevision)
            return new SharedDraftSaved { Current = current, IsConflict = true };
        var before = _store.Content(draft);
        var content = before with { Subject = subject, Html = before.IsPlainText ? "" : html, Text = text };
        if (DraftCheck.Of(content) is { Count: > 0 } errors)
            return new SharedDraftSaved { Errors = errors };
        db.Attach(draft);
        (draft.Revision, draft.SavedAt) = (draft.Revision + 1, _store.Now);
        _store.Seal(draft, content);
        if (draft.FileAt == DateTime.MaxValue)
            draft.FileAt = _store.Now + Drafts.FilingPauseOf(content);
        await db.NotifyAsync([new Notification
        {
            UserId = draft.UserId,
            Kind = NotificationKind.SharedDraft,
            ActorId = viewer.UserId,
            ItemId = draft.Id,
            Key = string.Create(CultureInfo.InvariantCulture, $"draft:{draft.Id}:{viewer.UserId}:{_store.Now:yyyyMMdd}"),
            CreatedAt = _store.Now,
        }], cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Sent in between.
            return new SharedDraftSaved();
        }
        await transaction.CommitAsync(cancellationToken);
        _signal.Raise();
        _store.Publish(draft);
        _feed.PublishNotices([draft.UserId]);
        return new SharedDraftSaved { Current = current with { Revision = draft.Revision, SavedAt = draft.SavedAt, Subject = content.Subject, Html = content.Html, Text = content.Text } };
    }

    /// <summary>A picture in the text of a draft that is shared with the viewer; null when there is none such.</summary>
    public async Task<(byte[] Content, string MimeType)?> PictureAsync(Viewer viewer, string uploadId, CancellationToken cancellationToken)
    {
        if (uploadId.Length != 32 || !uploadId.All(char.IsAsciiHexDigitLower))
            return null;
        await using var db = await _store.OpenAsync(cancellationToken);
        return await ReadAsync(Shared(db, viewer).Where(d => d.UploadIds.Contains(uploadId)), db, cancellationToken) is [var (draft, _), ..]
            ? await _uploads.PictureAsync(viewer with { UserId = draft.UserId }, uploadId, cancellationToken)
            : null;
    }

    // Open ones, of mailboxes that are still their writers'.
    private static IQueryable<Draft> Shared(SimpleCrmDbContext db, Viewer viewer) =>
        db.Drafts.AsNoTracking().Where(d => d.State == DraftState.Open && db.DraftShares.Any(s => s.DraftId == d.Id && s.UserId == viewer.UserId)
            && db.Mailboxes.Any(m => m.Id == d.MailboxId && m.OwnerId == d.UserId && m.State != MailboxState.Disconnected && m.DeletionRequestedAt == null));

    private async Task<IReadOnlyList<(Draft Draft, SharedDraftView View)>> ReadAsync(IQueryable<Draft> drafts, SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        var rows = await drafts.Select(d => new
        {
            Draft = d,
            Owner = db.Users.Where(u => u.Id == d.UserId).Select(u => u.DisplayName).First(),
            From = db.Mailboxes.Where(m => m.Id == d.MailboxId).Select(m => m.Address).First(),
        }).ToListAsync(cancellationToken);
        var contents = rows.ToDictionary(r => r.Draft.Id, r => _store.Content(r.Draft));
        var shareable = await DraftSharing.ShareableAsync(db, [.. rows.Select(r => (r.Draft, contents[r.Draft.Id]))], cancellationToken);
        return [.. rows.Where(r => shareable.Contains(r.Draft.Id)).Select(r => (r.Draft, View(r.Draft, contents[r.Draft.Id], r.Owner, r.From)))];
    }

    private static SharedDraftView View(Draft draft, DraftContent content, string owner, string from)
    {
        return new SharedDraftView
        {
            Id = draft.Id,
            Key = draft.Key,
            OwnerName = owner,
            From = from,
            Revision = draft.Revision,
            SavedAt = draft.SavedAt,
            To = content.To,
            Cc = content.Cc,
            Subject = content.Subject,
            Html = content.Html,
            Text = content.Text,
            IsPlainText = content.IsPlainText,
            Files = content.AttachmentIds.Count + content.ForwardedAttachmentIds.Count,
        };
    }
}
