using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>Where copies of sent emails and of drafts are.</summary>
internal sealed class SentPlaces(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxKnocks knocks)
{
    /// <summary>What the sync has met of an email at the server.</summary>
    public async Task<SyncedCopy> FindCopyAsync(OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var roles = await db.Placements.Where(p => p.EmailId == outgoing.EmailId && !p.IsPendingAddition)
            .Join(db.Folders, p => p.FolderId, f => f.Id, (p, f) => f.Role).ToListAsync(cancellationToken);
        return roles.Count == 0 ? SyncedCopy.None
            : roles.Exists(r => r is FolderRole.Sent or FolderRole.All) ? SyncedCopy.InSent
            : SyncedCopy.Elsewhere;
    }

    /// <summary>The key at the server of the folder with a role; null when the account has none.</summary>
    public async Task<string?> FindFolderAsync(IMailboxSession session, long mailboxId, FolderRole role, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Folders
            .Where(f => f.MailboxId == mailboxId && f.Role == role && f.IsSelectable && f.MissingSince == null)
            .OrderBy(f => f.Id).Select(f => f.RemoteId).FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
            return known;
        var listing = await session.ListFoldersAsync(cancellationToken);
        return listing.Folders.FirstOrDefault(f => f.Role == role && f.IsSelectable)?.RemoteId;
    }

    /// <summary>The hidden recipients, whom only the sender's own copy names.</summary>
    public async Task<IReadOnlyList<EmailAddress>> BccAsync(OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = await db.Emails.Where(e => e.Id == outgoing.EmailId).Select(e => e.PeopleJson).SingleOrDefaultAsync(cancellationToken);
        return people is null ? [] : JsonSerializer.Deserialize<EmailPeople>(people)?.Bcc ?? [];
    }

    /// <summary>Lets the sync find a copy just filed.</summary>
    public void Knock(long mailboxId) => knocks.Knock(mailboxId, KnockReason.Push);
}
