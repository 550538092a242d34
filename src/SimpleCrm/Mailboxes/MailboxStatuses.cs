using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Reads how a person's mailboxes are.</summary>
internal sealed class MailboxStatuses(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxHealth health, MailProviderSettings settings, ProgressRates rates, TimeProvider time)
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
        var push = await PushAsync(db, mailboxes, cancellationToken);
        return [.. mailboxes.Select(m => Describe(m) with
        {
            Push = push[m.Id],
            ServerCount = server.GetValueOrDefault(m.Id),
            LocalCount = local.Where(l => l.MailboxId == m.Id).Sum(l => l.Count),
            QuarantinedCount = quarantined.GetValueOrDefault(m.Id),
        })];
    }

    /// <summary>Addresses of mailboxes whose owner is to be told now, and never again, that they must be connected again.</summary>
    public async Task<IReadOnlyList<string>> TakeReconnectNoticesAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.MailboxesFor(viewer).Where(m => m.IsReconnectNoticeDue && m.State == MailboxState.NeedsReconnect).Select(m => new { m.Id, m.Address }).ToListAsync(cancellationToken);
        var taken = new List<string>();
        foreach (var mailbox in due)
            if (await db.Mailboxes.Where(m => m.Id == mailbox.Id && m.IsReconnectNoticeDue).ExecuteUpdateAsync(s => s.SetProperty(m => m.IsReconnectNoticeDue, false), cancellationToken) == 1)
                taken.Add(mailbox.Address);
        return taken;
    }

    private async Task<Dictionary<long, PushState>> PushAsync(SimpleCrmDbContext db, List<Mailbox> mailboxes, CancellationToken cancellationToken)
    {
        var states = mailboxes.ToDictionary(m => m.Id, _ => PushState.Listening);
        foreach (var group in mailboxes.Where(m => ProviderTraits.Of(m.Provider).HasWebhook).GroupBy(m => m.Provider))
        {
            var canPush = (await settings.FindAsync(group.Key, cancellationToken)).CanPush;
            var ids = group.Select(m => m.Id).ToList();
            var rows = await db.WebhookSubscriptions.AsNoTracking().Where(s => ids.Contains(s.MailboxId)).ToDictionaryAsync(s => s.MailboxId, cancellationToken);
            foreach (var id in ids)
                states[id] = !canPush ? PushState.NoPublicAddress
                    : !rows.TryGetValue(id, out var row) ? PushState.Pending
                    : row.SubscriptionId.Length > 0 && row.ExpiresAt > time.GetUtcNow().UtcDateTime ? PushState.Active
                    : row.Problem is null ? PushState.Pending : PushState.Failing;
        }
        return states;
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
