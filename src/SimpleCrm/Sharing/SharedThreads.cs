using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>Opens other people's conversations as far as they are shared. Bodies and files are read as one's own are, where everything is shared.</summary>
public sealed class SharedThreads(IDbContextFactory<SimpleCrmDbContext> contexts, SignedUrls urls)
{
    /// <summary>The conversation; null when there is none of which the viewer may see anything. One's own is read in its mailbox.</summary>
    public async Task<SharedThreadView?> OpenAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await DecisionAsync(db, viewer, threadId, cancellationToken) is not { Level: > SharingLevel.Private } decision || decision.Rule == SharingRule.Own)
            return null;
        var all = ThreadOrder.Of(await db.Emails.AsNoTracking().Where(e => e.ThreadId == threadId && e.OrphanedAt == null).OrderBy(e => e.SortAt).ThenBy(e => e.Id).ToListAsync(cancellationToken));
        var ids = all.ConvertAll(e => e.Id);
        var linked = await db.RecordLinks.Where(l => ids.Contains(l.ActivityId) && !l.IsUndone).Select(l => l.ActivityId).ToHashSetAsync(cancellationToken);
        var shown = all.Where(e => MailReading.IsShown(decision, e.Status, linked.Contains(e.Id))).ToList();
        if (shown.Count == 0)
            return null;
        var (showsSubject, showsAll) = (decision.Level >= SharingLevel.Subject, decision.Level == SharingLevel.Everything);
        var files = showsAll
            ? (await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.EmailId)).OrderBy(a => a.Id).ToListAsync(cancellationToken)).ToLookup(a => a.EmailId)
            : Enumerable.Empty<Attachment>().ToLookup(a => a.EmailId);
        return new SharedThreadView
        {
            Id = threadId,
            OwnerName = decision.OwnerName,
            Level = decision.Level,
            Why = decision.Why,
            Subject = showsSubject ? shown[0].Subject : null,
            Emails = [.. shown.Select(e => Of(e, showsSubject, showsAll, [.. files[e.Id].Select(a => EmailViews.Of(a, urls.ForAttachment(viewer, a.Id)))]))],
            Hidden = all.Count(e => e.Status != EmailStatus.Draft) - shown.Count,
        };
    }

    /// <summary>How much the viewer sees of a conversation, their own included; null when it is unknown. Nothing where none of its emails is shown.</summary>
    internal static async Task<SharingDecision?> DecisionAsync(SimpleCrmDbContext db, Viewer viewer, long threadId, CancellationToken cancellationToken) =>
        (await DecisionsAsync(db, viewer, [threadId], cancellationToken)).GetValueOrDefault(threadId);

    /// <summary>The same for several; those of which the viewer sees nothing are left out.</summary>
    internal static async Task<IReadOnlyDictionary<long, SharingDecision>> DecisionsAsync(SimpleCrmDbContext db, Viewer viewer, IReadOnlyCollection<long> threadIds, CancellationToken cancellationToken)
    {
        var threads = await db.Threads.Where(t => threadIds.Contains(t.Id)).Select(t => new
        {
            t.Id,
            t.MailboxId,
            IsLinked = db.Emails.Any(e => e.ThreadId == t.Id && db.RecordLinks.Any(l => l.ActivityId == e.Id && !l.IsUndone)),
        }).ToListAsync(cancellationToken);
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        var decisions = await scope.DecideAsync(db, threads.Select(t => (t.Id, t.MailboxId)), cancellationToken);
        return threads.Where(t => decisions.TryGetValue(t.Id, out var decision) && decision.Level > SharingLevel.Private && (decision.IsWhole || t.IsLinked)).ToDictionary(t => t.Id, t => decisions[t.Id]);
    }

    private static SharedEmailView Of(Email email, bool showsSubject, bool showsAll, IReadOnlyList<AttachmentView> files)
    {
        var people = StoredPeople.People(email.PeopleJson);
        return new SharedEmailView
        {
            Id = email.Id,
            From = new EmailAddress(email.FromAddress, email.FromName),
            To = people.To,
            Cc = people.Cc,
            At = email.SortAt,
            Direction = email.Direction,
            Subject = showsSubject ? email.Subject : null,
            Snippet = showsAll ? email.Snippet : null,
            Attachments = files,
        };
    }
}
