using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>
/// Keeps what people are writing. Saves are ordered by a revision number: one that was begun from an older text stores nothing and gets the
/// newer text back, so that neither is lost.
/// </summary>
public sealed class Drafts
{
    // The provider's copy follows a pause in writing; one with files is larger and follows later.
    private static readonly TimeSpan FilingPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan FilingPauseWithFiles = TimeSpan.FromSeconds(45);

    private readonly DraftStore _store;
    private readonly AttachmentUploads _uploads;
    private readonly ForeignDrafts _foreign;
    private readonly DraftSignal _signal;

    internal Drafts(DraftStore store, AttachmentUploads uploads, ForeignDrafts foreign, DraftSignal signal) =>
        (_store, _uploads, _foreign, _signal) = (store, uploads, foreign, signal);

    /// <summary>Stores a draft as it is now.</summary>
    /// <param name="viewer">Its writer.</param>
    /// <param name="id">A GUID made by the writer's browser.</param>
    /// <param name="baseRevision">The revision the text was begun from; 0 for a new draft.</param>
    /// <param name="mailboxId">The mailbox it will be sent from.</param>
    /// <param name="content">The whole draft.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<DraftSaved> SaveAsync(Viewer viewer, Guid id, int baseRevision, long mailboxId, DraftContent content, CancellationToken cancellationToken)
    {
        var errors = DraftCheck.Of(content);
        if (errors.Count > 0)
            return new DraftSaved { Errors = errors };
        if (!content.IsPlainText && content.Text.Length == 0 && content.Html.Length > 0)
            content = content with { Text = HtmlToText.Convert(content.Html, HtmlToTextOptions.Readable) };
        var key = KeyOf(id);
        Draft? draft;
        await using (var db = await _store.OpenAsync(cancellationToken))
        {
            await using var transaction = await db.BeginAsync(viewer.UserId, cancellationToken);
            if (!await db.MailboxesFor(viewer).AnyAsync(m => m.Id == mailboxId && m.State != MailboxState.Disconnected, cancellationToken))
                return Wrong("mailboxId", "This mailbox is not one of yours, or is disconnected; choose one of your connected mailboxes.");
            draft = await db.Drafts.SingleOrDefaultAsync(d => d.UserId == viewer.UserId && d.Key == key, cancellationToken);
            if (draft is null ? baseRevision != 0 : draft.State != DraftState.Open)
                return new DraftSaved();
            if (draft is null)
                db.Drafts.Add(draft = new Draft { Key = key, UserId = viewer.UserId, MessageId = $"{key}@drafts.invalid", CreatedAt = _store.Now });
            else if (draft.Revision != baseRevision)
                return new DraftSaved { Current = _store.View(draft), IsConflict = true };
            draft.MailboxId = mailboxId;
            draft.Revision++;
            draft.SavedAt = _store.Now;
            _store.Seal(draft, content);
            if (draft.FileAt == DateTime.MaxValue)
                draft.FileAt = _store.Now + FilingPauseOf(content);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Sent in between.
                return new DraftSaved();
            }
            await transaction.CommitAsync(cancellationToken);
        }
        _uploads.Keep(DraftStore.Uploads(content));
        _signal.Raise();
        _store.Publish(draft);
        return new DraftSaved { Current = new DraftView(key, mailboxId, draft.Revision, draft.SavedAt, content) };
    }

    /// <summary>The viewer's drafts, the one saved last first.</summary>
    /// <param name="viewer">Their writer.</param>
    /// <param name="skip">How many of them to pass over.</param>
    /// <param name="take">At most 100.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<DraftView>> ListAsync(Viewer viewer, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await _store.OpenAsync(cancellationToken);
        var rows = await DraftStore.Open(db, viewer).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 100)).ToListAsync(cancellationToken);
        return [.. rows.Select(_store.View)];
    }

    /// <summary>How many drafts the viewer has.</summary>
    public async Task<int> CountAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await _store.OpenAsync(cancellationToken);
        return await DraftStore.Open(db, viewer).CountAsync(cancellationToken);
    }

    /// <summary>A draft; null when it is sent, discarded, or not the viewer's.</summary>
    public async Task<DraftView?> FindAsync(Viewer viewer, Guid id, CancellationToken cancellationToken)
    {
        var key = KeyOf(id);
        await using var db = await _store.OpenAsync(cancellationToken);
        var draft = await DraftStore.Open(db, viewer).SingleOrDefaultAsync(d => d.Key == key, cancellationToken);
        return draft is null ? null : _store.View(draft);
    }

    /// <summary>The files of a draft with their names; those that are not there any more are left out.</summary>
    public async Task<IReadOnlyList<DraftFile>> FilesAsync(Viewer viewer, DraftView draft, CancellationToken cancellationToken)
    {
        var files = new List<DraftFile>();
        foreach (var id in draft.Content.AttachmentIds)
            if (await _uploads.FindAsync(viewer, id, cancellationToken) is { } upload)
                files.Add(new DraftFile(id, null, upload.FileName, upload.Size));
        if (draft.Content.ForwardedAttachmentIds is { Count: > 0 } ids)
        {
            await using var db = await _store.OpenAsync(cancellationToken);
            var forwarded = await db.Attachments.AsNoTracking()
                .Where(a => ids.Contains(a.Id) && db.Emails.Any(e => e.Id == a.EmailId && db.MailboxesFor(viewer).Any(m => m.Id == e.MailboxId))).ToListAsync(cancellationToken);
            files.AddRange(forwarded.OrderBy(a => a.Id).Select(a => new DraftFile(null, a.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), a.FileName, a.Size)));
        }
        return files;
    }

    /// <summary>Throws a draft away, here and at the provider.</summary>
    /// <returns>False when it is sent, discarded already, or not the viewer's.</returns>
    public async Task<bool> DiscardAsync(Viewer viewer, Guid id, CancellationToken cancellationToken)
    {
        var key = KeyOf(id);
        await using var db = await _store.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(viewer.UserId, cancellationToken);
        var draft = await db.Drafts.SingleOrDefaultAsync(d => d.UserId == viewer.UserId && d.Key == key && d.State == DraftState.Open, cancellationToken);
        if (draft is null)
            return false;
        draft.State = DraftState.Discarded;
        draft.ContentCipher = [];
        draft.UploadIds = "";
        draft.SavedAt = draft.FileAt = _store.Now;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _signal.Raise();
        _store.Publish(draft);
        return true;
    }

    /// <summary>
    /// The draft behind an email in the Drafts folder, to go on writing: the one it is a copy of, or a new one made of what another mail program left
    /// there, whose copy it then replaces.
    /// </summary>
    /// <returns>Null when there is no such draft that the viewer may see.</returns>
    public async Task<DraftView?> OpenAsync(Viewer viewer, long emailId, CancellationToken cancellationToken)
    {
        if (await _foreign.OpenAsync(viewer, emailId, cancellationToken) is not { } draft)
            return null;
        _store.Publish(draft);
        return _store.View(draft);
    }

    internal static TimeSpan FilingPauseOf(DraftContent content) => content.AttachmentIds.Count + content.ForwardedAttachmentIds.Count > 0 ? FilingPauseWithFiles : FilingPause;

    internal static string KeyOf(Guid id) => id.ToString("D");

    private static DraftSaved Wrong(string field, string message) => new() { Errors = new Dictionary<string, string[]> { [field] = [message] } };
}
