using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Reads how a person's mailboxes are.</summary>
internal sealed class MailboxStatuses(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxHealth health, ProgressRates rates)
{
    public async Task<IReadOnlyList<MailboxStatus>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.MailboxesFor(viewer).AsNoTracking().OrderBy(m => m.Id).ToListAsync(cancellationToken);
        if (mailboxes.Count == 0)
            return [];
        var ids = mailboxes.ConvertAll(m => m.Id);
        var server = await db.Folders.Where(f => ids.Contains(f.MailboxId) && f.IsSelectable && f.MissingSince == null)
            .GroupBy(f => f.MailboxId).Select(g => new { g.Key, Count = g.Sum(f => f.ServerCount) }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var local = await db.Folders.Where(f => ids.Contains(f.MailboxId))
            .Select(f => new { f.MailboxId, Count = db.Placements.Count(p => p.FolderId == f.Id && !p.IsPendingAddition) })
            .ToListAsync(cancellationToken);
        var quarantined = await db.Quarantine.Where(q => ids.Contains(q.MailboxId))
            .GroupBy(q => q.MailboxId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. mailboxes.Select(m => Describe(m) with
        {
            ServerCount = server.GetValueOrDefault(m.Id),
            LocalCount = local.Where(l => l.MailboxId == m.Id).Sum(l => l.Count),
            QuarantinedCount = quarantined.GetValueOrDefault(m.Id),
        })];
    }

    private MailboxStatus Describe(Mailbox mailbox)
    {
        var problem = health.UnstoredProblem(mailbox.Id) ?? mailbox.Problem;
        return new MailboxStatus
        {
            MailboxId = mailbox.Id,
            Address = mailbox.Address,
            DisplayName = mailbox.DisplayName,
            Provider = mailbox.Provider,
            State = mailbox.State,
            UserName = mailbox.UserName,
            Imap = mailbox.Imap,
            Smtp = mailbox.Smtp,
            PollMinutes = mailbox.PollMinutes,
            LastSyncedAt = mailbox.LastSyncedAt,
            NextPollAt = mailbox.NextPollAt,
            RetryAt = mailbox.RetryAt,
            ProgressDone = mailbox.ProgressDone,
            ProgressTotal = mailbox.ProgressTotal,
            ProgressRate = mailbox.State == MailboxState.Backfilling ? rates.Observe(mailbox.Id, mailbox.ProgressDone, mailbox.ProgressTotal) : null,
            AuditedAt = mailbox.AuditedAt,
            Problem = problem,
            Message = problem is { } known ? MailboxProblemText.Of(known, MailServerSide.Incoming, mailbox.ProblemDetail, mailbox.Provider) : null,
        };
    }
}
