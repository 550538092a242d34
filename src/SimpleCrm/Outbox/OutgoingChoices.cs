using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Outbox;

/// <summary>What a person decides about an email that is not simply on its way.</summary>
internal sealed class OutgoingChoices(IDbContextFactory<SimpleCrmDbContext> contexts, OutboxStates states, OutgoingRemoval removal, OutboxSignal signal)
{
    public async Task<bool> RetryAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken)
    {
        if (await OwnStateAsync(viewer, outgoingId, cancellationToken) is not { } state
            || state is not (OutgoingState.Prepared or OutgoingState.Rejected or OutgoingState.Unknown)
            || !await states.ChangeAsync(outgoingId, state, row =>
            {
                row.State = OutgoingState.Prepared;
                row.ScheduledFor = null;
                row.DueAt = states.Now;
            }, cancellationToken))
            return false;
        signal.Raise();
        return true;
    }

    public async Task<bool> RescheduleAsync(Viewer viewer, long outgoingId, DateTimeOffset sendAt, string timeZone, CancellationToken cancellationToken)
    {
        if (await OwnStateAsync(viewer, outgoingId, cancellationToken) != OutgoingState.Prepared
            || !await states.ChangeAsync(outgoingId, OutgoingState.Prepared, row =>
            {
                row.ScheduledFor = sendAt.UtcDateTime;
                row.ScheduledZone = timeZone;
                row.DueAt = sendAt.UtcDateTime;
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

    public async Task<bool> CancelAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) =>
        await OwnStateAsync(viewer, outgoingId, cancellationToken) is { } state and (OutgoingState.Prepared or OutgoingState.Rejected)
        && await removal.RunAsync(outgoingId, state, null, cancellationToken);

    private async Task<OutgoingState?> OwnStateAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.OutgoingEmails
            .Where(o => o.Id == outgoingId && o.UserId == viewer.UserId && db.Mailboxes.Any(m => m.Id == o.MailboxId && m.OwnerId == viewer.UserId))
            .Select(o => (OutgoingState?)o.State).SingleOrDefaultAsync(cancellationToken);
    }
}
