using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Sync;

/// <summary>
/// Recognises emails by ids that hold in every folder, so that what came from one folder is placed in another without being fetched again.
/// </summary>
internal sealed class KnownEmails(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>Those of the ids whose email is here, ready to be placed, and those that turned out to be gone.</summary>
    public async Task<(IReadOnlyList<IntakeItem> Items, IReadOnlyList<string> Gone)> FindAsync(SyncRun run, FetchOrder order, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (!run.Session.HasStableIds || order.FetchesKnown)
            return ([], []);
        var emails = new Dictionary<string, long>();
        var flags = new Dictionary<string, RemoteEmail>();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var found = await db.Emails.AsNoTracking().Where(e => e.MailboxId == run.MailboxId && e.ExternalId != null && ids.Contains(e.ExternalId))
                .Select(e => new
                {
                    e.Id,
                    e.ExternalId,
                    e.IsAnswered,
                    Flags = db.Placements.Where(p => p.EmailId == e.Id && !p.IsPendingAddition && p.RemoteId == e.ExternalId).Select(p => new { p.RemoteIsRead, p.RemoteIsStarred }).FirstOrDefault(),
                }).ToListAsync(cancellationToken);
            foreach (var email in found)
            {
                emails[email.ExternalId!] = email.Id;
                if (order.Flags is null && email.Flags is { } stored)
                    flags[email.ExternalId!] = new RemoteEmail(email.ExternalId!, stored.RemoteIsRead, stored.RemoteIsStarred, email.IsAnswered);
            }
        }
        foreach (var id in emails.Keys)
            if (order.Flags?.GetValueOrDefault(id) is { } observed)
                flags[id] = observed;
        var open = emails.Keys.Where(id => !flags.ContainsKey(id)).ToList();
        if (open.Count > 0)
            foreach (var remote in await run.Session.FindAsync(order.Folder.RemoteId, open, cancellationToken))
                flags[remote.RemoteId] = remote;
        return (
            [.. ids.Where(flags.ContainsKey).Select(id => new IntakeItem { Remote = flags[id], KnownEmailId = emails[id] })],
            [.. open.Where(id => !flags.ContainsKey(id))]);
    }
}
