using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>What a person decides about an email that is not simply on its way.</summary>
internal sealed class OutgoingChoices(IDbContextFactory<SimpleCrmDbContext> contexts, OutboxStates states, OutboxSignal signal)
{
    public async Task<bool> RetryAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken)
    {
        if (await OwnStateAsync(viewer, outgoingId, cancellationToken) is not { } state
            || state is not (OutgoingState.Prepared or OutgoingState.Rejected or OutgoingState.Unknown)
            || !await states.ChangeAsync(outgoingId, state, row =>
            {
                row.State = OutgoingState.Prepared;
                row.DueAt = states.Now;
            }, cancellationToken))
            return false;
        signal.Raise();
        return true;
    }

    public async Task<bool> MarkSentAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken)
    {
        if (await OwnStateAsync(viewer, outgoingId, cancellationToken) != OutgoingState.Unknown
            || !await states.ChangeAsync(outgoingId, OutgoingState.Unknown, row =>
            {
                row.State = OutgoingState.Accepted;
                row.AcceptedAt = row.SubmittedAt ?? states.Now;
                row.SentLookups = 0;
                row.DueAt = states.Now;
            }, cancellationToken))
            return false;
        signal.Raise();
        return true;
    }

    public async Task<bool> CancelAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken)
    {
        if (await OwnStateAsync(viewer, outgoingId, cancellationToken) is not { } state || state is not (OutgoingState.Prepared or OutgoingState.Rejected))
            return false;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(await db.OutgoingEmails.Where(o => o.Id == outgoingId).Select(o => o.MailboxId).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        var row = await db.OutgoingEmails.SingleOrDefaultAsync(o => o.Id == outgoingId && o.State == state, cancellationToken);
        if (row is null)
            return false;
        var emailId = row.EmailId;
        var threadId = await db.Emails.Where(e => e.Id == emailId).Select(e => (long?)e.ThreadId).SingleOrDefaultAsync(cancellationToken);
        row.State = OutgoingState.Cancelled;
        row.EmailId = null;
        row.DueAt = DateTime.MaxValue;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        await db.OutgoingContents.Where(c => c.OutgoingEmailId == outgoingId).ExecuteDeleteAsync(cancellationToken);
        await db.Attachments.Where(a => a.EmailId == emailId).ExecuteDeleteAsync(cancellationToken);
        await db.EmailBodies.Where(b => b.EmailId == emailId).ExecuteDeleteAsync(cancellationToken);
        await db.Emails.Where(e => e.Id == emailId).ExecuteDeleteAsync(cancellationToken);
        if (threadId is { } thread)
            await ThreadUpkeep.RefreshAsync(db, row.MailboxId, [thread], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await states.PublishAsync(db, row, threadId, cancellationToken);
        return true;
    }

    private async Task<OutgoingState?> OwnStateAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.OutgoingEmails
            .Where(o => o.Id == outgoingId && o.UserId == viewer.UserId && db.Mailboxes.Any(m => m.Id == o.MailboxId && m.OwnerId == viewer.UserId))
            .Select(o => (OutgoingState?)o.State).SingleOrDefaultAsync(cancellationToken);
    }
}
