using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>Takes emails out of the outbox that have not left: they disappear from their thread, and what they were written as is a draft again.</summary>
internal sealed class OutgoingRemoval(IDbContextFactory<SimpleCrmDbContext> contexts, OutboxStates states)
{
    /// <returns>False when the row is gone or in another state: somebody else was first.</returns>
    /// <param name="outgoingId">The outbox row.</param>
    /// <param name="expected">The state it must be in.</param>
    /// <param name="reason">Why, for the person; null when it was their own wish.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<bool> RunAsync(long outgoingId, OutgoingState expected, string? reason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(await db.OutgoingEmails.Where(o => o.Id == outgoingId).Select(o => o.MailboxId).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        var row = await db.OutgoingEmails.SingleOrDefaultAsync(o => o.Id == outgoingId && o.State == expected, cancellationToken);
        if (row is null)
            return false;
        var emailId = row.EmailId;
        var threadId = await db.Emails.Where(e => e.Id == emailId).Select(e => (long?)e.ThreadId).SingleOrDefaultAsync(cancellationToken);
        row.State = OutgoingState.Cancelled;
        row.EmailId = null;
        row.DueAt = DateTime.MaxValue;
        row.ServerReply = reason ?? row.ServerReply;
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
        if (emailId is { } email)
            await EmailLinking.RemoveAsync(db, [email], cancellationToken);
        await db.Emails.Where(e => e.Id == emailId).ExecuteDeleteAsync(cancellationToken);
        if (threadId is { } thread)
            await ThreadUpkeep.RefreshAsync(db, row.MailboxId, [thread], cancellationToken);
        if (row.DraftId is { } draftId)
            await db.Drafts.Where(d => d.Id == draftId && d.State == DraftState.Sending).ExecuteUpdateAsync(s => s
                .SetProperty(d => d.State, DraftState.Open).SetProperty(d => d.OutgoingId, (long?)null)
                .SetProperty(d => d.Revision, d => d.Revision + 1).SetProperty(d => d.SavedAt, states.Now).SetProperty(d => d.FileAt, states.Now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await states.PublishAsync(db, row, threadId, cancellationToken);
        return true;
    }
}
