using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Outbox;

/// <summary>The rows of drafts: sealed, opened, and told to the open screens.</summary>
internal sealed partial class DraftStore(IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault, LiveFeed live, TimeProvider time)
{
    private const int MostUploads = 120;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task<SimpleCrmDbContext> OpenAsync(CancellationToken cancellationToken) => contexts.CreateDbContextAsync(cancellationToken);

    public void Seal(Draft draft, DraftContent content)
    {
        draft.ContentCipher = vault.EncryptPacked(JsonSerializer.SerializeToUtf8Bytes(content), Draft.Place(draft.Id));
        draft.UploadIds = string.Join(' ', Uploads(content));
    }

    /// <summary>Every upload a draft uses: its files, and the pictures its text shows.</summary>
    public static IReadOnlyList<string> Uploads(DraftContent content) =>
        [.. content.AttachmentIds.Concat(Picture().Matches(content.Html).Select(m => m.Groups["id"].Value)).Distinct().Take(MostUploads)];

    [GeneratedRegex("/mail/uploads/(?<id>[0-9a-f]{32})", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    public DraftContent Content(Draft draft) =>
        draft.ContentCipher.Length == 0 ? new DraftContent() : JsonSerializer.Deserialize<DraftContent>(vault.Decrypt(draft.ContentCipher, Draft.Place(draft.Id)))!;

    public DraftView View(Draft draft) => new(draft.Key, draft.MailboxId, draft.Revision, draft.SavedAt, Content(draft));

    /// <summary>The drafts a person is writing, of mailboxes that are still theirs.</summary>
    public static IQueryable<Draft> Open(SimpleCrmDbContext db, Viewer viewer) =>
        db.Drafts.AsNoTracking().Where(d => d.UserId == viewer.UserId && d.State == DraftState.Open && db.MailboxesFor(viewer).Any(m => m.Id == d.MailboxId));

    /// <summary>Their emails were accepted: nothing is left of the drafts but that they were, and their copies at the provider go.</summary>
    public static Task EndAsync(SimpleCrmDbContext db, IReadOnlyCollection<long> outgoingIds, DateTime now, CancellationToken cancellationToken) =>
        db.Drafts.Where(d => d.OutgoingId != null && outgoingIds.Contains(d.OutgoingId.Value) && d.State == DraftState.Sending).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.State, DraftState.Sent).SetProperty(d => d.ContentCipher, Array.Empty<byte>()).SetProperty(d => d.UploadIds, "")
            .SetProperty(d => d.SavedAt, now).SetProperty(d => d.FileAt, now), cancellationToken);

    /// <summary>The uploads of each draft that is not done with.</summary>
    public async Task<IReadOnlyList<string>> UploadIdsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Drafts.Where(d => d.UploadIds != "" && (d.State == DraftState.Open || d.State == DraftState.Sending)).Select(d => d.UploadIds).ToListAsync(cancellationToken);
    }

    public void Publish(Draft draft) => live.Publish(new LiveChange { MailboxId = draft.MailboxId, OwnerId = draft.UserId, DraftIds = [draft.Key] });
}
