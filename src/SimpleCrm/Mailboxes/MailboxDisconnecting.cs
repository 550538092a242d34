using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Mailboxes;

/// <summary>
/// Disconnects mailboxes: the credentials are destroyed at once, whatever the provider says, and a consent is taken back there. The emails stay,
/// or go in the background, also over a restart.
/// </summary>
internal sealed class MailboxDisconnecting(
    IDbContextFactory<SimpleCrmDbContext> contexts, ConsentEnding consents, MailboxRemoval removal, LiveFeed feed, TimeProvider time)
{
    public async Task<bool> DisconnectAsync(Viewer viewer, long mailboxId, bool deleteEmails, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.MailboxesFor(viewer).SingleOrDefaultAsync(m => m.Id == mailboxId, cancellationToken) is not { } mailbox)
            return false;
        var grant = await consents.TakeAsync(mailbox, cancellationToken);
        mailbox.State = MailboxState.Disconnected;
        mailbox.CredentialsCipher = [];
        mailbox.CredentialsVersion++;
        (mailbox.NextPollAt, mailbox.RetryAt, mailbox.Problem, mailbox.ProblemDetail, mailbox.IsReconnectNoticeDue) = (null, null, null, null, false);
        if (deleteEmails)
            mailbox.DeletionRequestedAt = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancellationToken);
        feed.Publish(new LiveChange { MailboxId = mailboxId, OwnerId = mailbox.OwnerId, MailboxChanged = true });
        if (deleteEmails)
            removal.Wake();
        if (grant is not null)
            await consents.EndAsync(grant);
        return true;
    }
}
