using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Outbox;

/// <summary>The single steps by which the outbox advances.</summary>
internal sealed class OutboxSteps(
    IDbContextFactory<SimpleCrmDbContext> contexts, OutboxStates states, Submission submission, SentFiling filing, OutboxTidying tidying)
{
    /// <summary>Submissions that a crash cut off may have left: nobody can know, so they become Unknown.</summary>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cut = await db.OutgoingEmails.Where(o => o.State == OutgoingState.Submitting).Select(o => o.Id).ToListAsync(cancellationToken);
        foreach (var id in cut)
            await states.ChangeAsync(id, OutgoingState.Submitting, OutboxStates.MakeUnknown(states.Now), cancellationToken);
        return cut.Count;
    }

    /// <summary>Takes the mailbox's earliest due row one step further.</summary>
    public async Task<OutboxStep> RunNextAsync(long mailboxId, CancellationToken cancellationToken)
    {
        if (await FindNextAsync(mailboxId, cancellationToken) is not { } next)
            return OutboxStep.NothingDue;
        try
        {
            var done = next.State == OutgoingState.Prepared
                ? await submission.RunAsync(next, cancellationToken)
                : await filing.RunAsync(next, cancellationToken);
            return done ? OutboxStep.Done : OutboxStep.MailboxUnusable;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await SetAsideAsync(next, cancellationToken);
            throw;
        }
    }

    public Task TidyAsync(CancellationToken cancellationToken) => tidying.RunAsync(cancellationToken);

    private async Task<OutgoingEmail?> FindNextAsync(long mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = states.Now;
        return await db.OutgoingEmails.AsNoTracking()
            .Where(o => o.MailboxId == mailboxId && o.DueAt <= now
                && (o.State == OutgoingState.Prepared || o.State == OutgoingState.Accepted || o.State == OutgoingState.Unknown))
            .OrderBy(o => o.DueAt).ThenBy(o => o.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    // A row that breaks its step must not keep the mailbox's other rows waiting.
    private async Task SetAsideAsync(OutgoingEmail row, CancellationToken cancellationToken)
    {
        await states.ChangeAsync(row.Id, row.State, r => r.DueAt = states.Now.AddMinutes(5), cancellationToken);
        await states.ChangeAsync(row.Id, OutgoingState.Submitting, OutboxStates.MakeUnknown(states.Now), cancellationToken);
    }
}
