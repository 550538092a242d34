using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Saves what a consent gave: as a new mailbox, or as new credentials of one that is here, whose emails stay.</summary>
internal sealed class ConsentStore(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSecrets secrets, MailboxKnocks knocks, LiveFeed feed, TimeProvider time)
{
    public async Task<ConsentResult> SaveAsync(long userId, MailProvider provider, ConsentGrant grant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        var address = grant.Address.ToLowerInvariant();
        var mailbox = await db.Mailboxes.SingleOrDefaultAsync(m => m.OwnerId == userId && m.DeletionRequestedAt == null && m.Address.ToLower() == address, cancellationToken);
        if (mailbox is { State: not MailboxState.Disconnected } && mailbox.Provider != provider)
            return new ConsentResult(ConsentOutcome.AlreadyConnected, provider, mailbox.Id);
        var isNew = mailbox is null;
        if (mailbox is null)
        {
            mailbox = new Mailbox { OwnerId = userId, Address = grant.Address, DisplayName = grant.DisplayName, CreatedAt = time.GetUtcNow().UtcDateTime };
            await MailboxSharing.BeginAsync(db, mailbox, cancellationToken);
            db.Add(mailbox);
        }
        (mailbox.Provider, mailbox.UserName) = (provider, grant.Address);
        (mailbox.Imap, mailbox.Smtp) = (new ServerSettings(), new ServerSettings());
        mailbox.CredentialsCipher = secrets.Seal(mailbox.Id, new MailboxCredentials("") { OAuth = grant.Tokens });
        mailbox.CredentialsVersion++;
        // A pause is the person's wish and outlives a new consent.
        if (mailbox.State != MailboxState.Paused)
            mailbox.State = mailbox.LastSyncedAt is null ? MailboxState.Backfilling : MailboxState.Active;
        (mailbox.Problem, mailbox.ProblemDetail, mailbox.RetryAt, mailbox.FailedRuns, mailbox.IsReconnectNoticeDue) = (null, null, null, 0, false);
        mailbox.ContactsDueAt = null;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(new LiveChange { MailboxId = mailbox.Id, OwnerId = userId, MailboxChanged = true });
        knocks.Knock(mailbox.Id, KnockReason.Connected | KnockReason.Person);
        return new ConsentResult(isNew ? ConsentOutcome.Connected : ConsentOutcome.Reconnected, provider, mailbox.Id);
    }
}
