using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Links;

/// <summary>
/// The records that a viewer's emails belong to. A person's word counts for the whole conversation, goes before every rule, and can be taken back;
/// taking away what a rule has linked teaches the rule.
/// </summary>
public sealed class EmailLinks(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    // Of the longest conversations the newest count.
    private const int MostLinks = 2000;

    /// <summary>The links of an email, the surest first; null when it is not the viewer's.</summary>
    public async Task<IReadOnlyList<EmailLinkView>?> ListAsync(Viewer viewer, long emailId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await OwnAsync(db, viewer, emailId, cancellationToken) is null ? null : await ViewsAsync(db, viewer, db.RecordLinks.Where(l => l.ActivityId == emailId), cancellationToken);
    }

    /// <summary>The links of a conversation, each record once with its surest rule; null when it is not the viewer's.</summary>
    public async Task<IReadOnlyList<EmailLinkView>?> OfThreadAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Threads.AnyAsync(t => t.Id == threadId && db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId), cancellationToken))
            return null;
        var links = await ViewsAsync(db, viewer, db.RecordLinks.Where(l => db.Emails.Any(e => e.Id == l.ActivityId && e.ThreadId == threadId)), cancellationToken);
        return [.. links.DistinctBy(l => (l.Kind, l.RecordId))];
    }

    /// <summary>The records that emails of the viewer belong to, by email; others' are passed over.</summary>
    public async Task<ILookup<long, RecordReference>> OfAsync(Viewer viewer, IReadOnlyCollection<long> emailIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = db.MailboxesFor(viewer).Select(m => (long?)m.Id);
        var links = await db.RecordLinks.Where(l => emailIds.Contains(l.ActivityId) && !l.IsUndone && mailboxes.Contains(l.MailboxId))
            .Select(l => new { l.ActivityId, l.Kind, l.RecordId }).ToListAsync(cancellationToken);
        var titles = await db.TitlesAsync(links.Select(l => new RecordReference(l.Kind, l.RecordId)), cancellationToken);
        return links.Select(l => (l.ActivityId, Record: new RecordReference(l.Kind, l.RecordId))).Where(l => titles.ContainsKey(l.Record)).ToLookup(l => l.ActivityId, l => l.Record);
    }

    /// <summary>Links the conversation of an email to a record.</summary>
    /// <returns>The links as they are then; null when the email is not the viewer's or there is no such record.</returns>
    public Task<IReadOnlyList<EmailLinkView>?> LinkAsync(Viewer viewer, long emailId, RecordReference record, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, emailId, (db, thread) => ThreadLinking.LinkAsync(db, thread, record, viewer.UserId, Now, cancellationToken), record, cancellationToken);

    /// <summary>Takes a record away from the conversation of an email. <see cref="LinkAsync"/> brings it back.</summary>
    /// <returns>The links as they are then; null when the email is not the viewer's.</returns>
    public Task<IReadOnlyList<EmailLinkView>?> UnlinkAsync(Viewer viewer, long emailId, RecordReference record, CancellationToken cancellationToken) =>
        ChangeAsync(viewer, emailId, (db, thread) => ThreadLinking.UnlinkAsync(db, thread, record, viewer.UserId, Now, cancellationToken), null, cancellationToken);

    /// <summary>What waits to be answered about a conversation; null when nothing does, or it is not the viewer's.</summary>
    public async Task<DealQuestion?> QuestionAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var asked = await (from l in db.ThreadLinks
                           join d in db.Deals on l.RecordId equals d.Id
                           where l.ThreadId == threadId && l.State == ThreadLinkState.Asked && d.DeletedAt == null && db.MailboxesFor(viewer).Any(m => m.Id == l.MailboxId)
                           orderby l.Score descending, l.Id
                           select new DealCandidate(d.Id, d.Name, l.Score)).ToListAsync(cancellationToken);
        // Conversations that became one may ask the same twice.
        return asked.Count == 0 ? null : new DealQuestion([.. asked.DistinctBy(c => c.DealId)]);
    }

    /// <summary>Answers what was asked about a conversation; it is not asked again.</summary>
    /// <param name="dealId">The deal, which need not be one of those asked about; null for none.</param>
    /// <returns>False when the conversation is not the viewer's, or there is no such deal.</returns>
    public async Task<bool> AnswerAsync(Viewer viewer, long threadId, long? dealId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxId = await db.Threads.Where(t => t.Id == threadId && db.MailboxesFor(viewer).Any(m => m.Id == t.MailboxId)).Select(t => (long?)t.MailboxId).SingleOrDefaultAsync(cancellationToken);
        if (mailboxId is not { } mailbox || dealId is { } wanted && !await db.ExistsAsync(new RecordReference(RecordKind.Deal, wanted), cancellationToken))
            return false;
        await using var transaction = await db.BeginAsync(mailbox, cancellationToken);
        var thread = new OwnThread(mailbox, viewer.UserId, threadId);
        await db.ThreadLinks.Where(l => l.ThreadId == threadId && l.State == ThreadLinkState.Asked && l.RecordId != dealId)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.State, ThreadLinkState.Refused).SetProperty(l => l.UserId, viewer.UserId).SetProperty(l => l.At, Now), cancellationToken);
        if (dealId is { } deal)
            await ThreadLinking.LinkAsync(db, thread, new RecordReference(RecordKind.Deal, deal), viewer.UserId, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Tell(thread);
        return true;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<IReadOnlyList<EmailLinkView>?> ChangeAsync(
        Viewer viewer, long emailId, Func<SimpleCrmDbContext, OwnThread, Task> change, RecordReference? needed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await OwnAsync(db, viewer, emailId, cancellationToken) is not { } seen || needed is not null && !await db.ExistsAsync(needed, cancellationToken))
            return null;
        await using var transaction = await db.BeginAsync(seen.MailboxId, cancellationToken);
        // The conversation may have become another one's part, or the email may be gone, while the key was waited for.
        if (await OwnAsync(db, viewer, emailId, cancellationToken) is not { } thread)
            return null;
        await change(db, thread);
        var views = await ViewsAsync(db, viewer, db.RecordLinks.Where(l => l.ActivityId == emailId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Tell(thread);
        return views;
    }

    private void Tell(OwnThread thread) => feed.Publish(new LiveChange { MailboxId = thread.MailboxId, OwnerId = thread.OwnerId, ThreadIds = [thread.ThreadId] });

    private static Task<OwnThread?> OwnAsync(SimpleCrmDbContext db, Viewer viewer, long emailId, CancellationToken cancellationToken) =>
        (from e in db.Emails
         join m in db.MailboxesFor(viewer) on e.MailboxId equals m.Id
         where e.Id == emailId
         select new OwnThread(m.Id, m.OwnerId, e.ThreadId)).SingleOrDefaultAsync(cancellationToken);

    private static async Task<IReadOnlyList<EmailLinkView>> ViewsAsync(SimpleCrmDbContext db, Viewer viewer, IQueryable<RecordLink> of, CancellationToken cancellationToken)
    {
        var links = await of.AsNoTracking().Where(l => !l.IsUndone).OrderByDescending(l => l.OccurredAt).Take(MostLinks).ToListAsync(cancellationToken);
        var titles = await db.TitlesAsync(links.Select(l => new RecordReference(l.Kind, l.RecordId)), cancellationToken);
        var people = links.Select(l => l.LinkedById).OfType<long>().Distinct().ToList();
        var names = people.Count == 0 ? [] : await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        return [.. links.OrderBy(l => l.Kind).ThenByDescending(l => l.Score).Select(l => titles.TryGetValue(new RecordReference(l.Kind, l.RecordId), out var name)
            ? new EmailLinkView
            {
                Kind = l.Kind,
                RecordId = l.RecordId,
                Name = name,
                Rule = l.Rule,
                Reason = LinkReasons.Of(l.Rule, l.Evidence, name, l.LinkedById == viewer.UserId ? "you" : l.LinkedById is { } id ? names.GetValueOrDefault(id) : null),
                Score = l.Score,
                Evidence = l.Evidence,
                LinkedById = l.LinkedById,
            }
            : null).OfType<EmailLinkView>()];
    }
}
