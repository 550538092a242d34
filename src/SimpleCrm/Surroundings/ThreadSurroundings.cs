using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Suggestions;
using SimpleCrm.Timeline;

namespace SimpleCrm.Surroundings;

/// <summary>Reads what is known around a conversation of the viewer: its people, companies and deals, what happened last and what comes next.</summary>
public sealed class ThreadSurroundings(IDbContextFactory<SimpleCrmDbContext> contexts, EmailLinks links, ContactSuggestions suggestions, Timelines timelines)
{
    /// <summary>Entries of each part.</summary>
    public const int Most = 5;

    // Newest links that are looked at for other conversations.
    private const int Looked = 200;

    /// <summary>Null when the conversation is not the viewer's.</summary>
    public async Task<ThreadSurroundingsView?> ReadAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        if (await links.OfThreadAsync(viewer, threadId, cancellationToken) is not { } linked)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var thread = await db.Threads.AsNoTracking().SingleOrDefaultAsync(t => t.Id == threadId, cancellationToken);
        if (thread is null)
            return null;
        var main = linked.Where(l => l.Kind is RecordKind.Contact or RecordKind.Lead).Concat(linked.OrderBy(l => l.Kind)).Select(l => new RecordReference(l.Kind, l.RecordId)).FirstOrDefault();
        var recent = main is null ? null : await timelines.ReadAsync(viewer, main, new TimelineQuery { PageSize = Looked / 4 }, cancellationToken);
        return new ThreadSurroundingsView
        {
            ThreadId = threadId,
            EmailId = thread.LastEmailId,
            Records = await RecordsAsync(db, linked, cancellationToken),
            Question = await links.QuestionAsync(viewer, threadId, cancellationToken),
            OtherDeals = await OtherDealsAsync(db, linked, cancellationToken),
            Unknown = await suggestions.OfThreadAsync(viewer, threadId, cancellationToken),
            Main = main,
            // What is still to be done has not happened.
            Recent = [.. (recent?.Items ?? []).Where(a => a.ThreadId != threadId && a is not { Type: ActivityType.Task, CompletedAt: null }).Take(Most)],
            Hidden = main is null ? 0 : await timelines.HiddenAsync(viewer, main, cancellationToken),
            Threads = main is null ? [] : await ThreadsAsync(db, viewer, main, threadId, cancellationToken),
            Tasks = await TasksAsync(db, viewer, linked, cancellationToken),
            RemindAt = thread.RemindAt,
            SnoozedUntil = thread.SnoozedUntil,
        };
    }

    private static async Task<IReadOnlyList<ThreadRecord>> RecordsAsync(SimpleCrmDbContext db, IReadOnlyList<EmailLinkView> links, CancellationToken cancellationToken)
    {
        var (contacts, leads, companies, deals) = (Ids(links, RecordKind.Contact), Ids(links, RecordKind.Lead), Ids(links, RecordKind.Company), Ids(links, RecordKind.Deal));
        var details = new Dictionary<RecordReference, string>();
        foreach (var c in await db.Contacts.Where(c => contacts.Contains(c.Id)).Select(c => new { c.Id, c.JobTitle, Company = db.Companies.Where(o => o.Id == c.CompanyId && o.DeletedAt == null).Select(o => o.Name).FirstOrDefault() }).ToListAsync(cancellationToken))
            details[new RecordReference(RecordKind.Contact, c.Id)] = Joined(", ", c.JobTitle, c.Company);
        foreach (var l in await db.Leads.Where(l => leads.Contains(l.Id)).Select(l => new { l.Id, l.JobTitle, l.CompanyName }).ToListAsync(cancellationToken))
            details[new RecordReference(RecordKind.Lead, l.Id)] = Joined(", ", l.JobTitle, l.CompanyName);
        foreach (var c in await db.Companies.Where(c => companies.Contains(c.Id)).Select(c => new { c.Id, c.Industry, c.Location }).ToListAsync(cancellationToken))
            details[new RecordReference(RecordKind.Company, c.Id)] = Joined(" · ", c.Industry, c.Location);
        var views = (await DealsAsync(db, db.Deals.Where(d => deals.Contains(d.Id)), cancellationToken)).ToDictionary(d => d.Deal.Id);
        return [.. links.Select(l => new ThreadRecord(l, details.GetValueOrDefault(new RecordReference(l.Kind, l.RecordId), ""), l.Kind == RecordKind.Deal ? views.GetValueOrDefault(l.RecordId) : null))];
    }

    private static async Task<IReadOnlyList<ThreadDeal>> OtherDealsAsync(SimpleCrmDbContext db, IReadOnlyList<EmailLinkView> links, CancellationToken cancellationToken)
    {
        var (contacts, companies, deals) = (Ids(links, RecordKind.Contact), Ids(links, RecordKind.Company), Ids(links, RecordKind.Deal));
        if (contacts.Count + companies.Count == 0)
            return [];
        return await DealsAsync(db, db.Deals.Where(d => d.DeletedAt == null && !deals.Contains(d.Id) && db.Stages.Any(s => s.Id == d.StageId && s.Kind == StageKind.Open)
            && (d.Contacts.Any(c => contacts.Contains(c.ContactId)) || d.CompanyId != null && companies.Contains(d.CompanyId.Value))), cancellationToken);
    }

    private static async Task<IReadOnlyList<ThreadDeal>> DealsAsync(SimpleCrmDbContext db, IQueryable<Deal> of, CancellationToken cancellationToken)
    {
        var views = await DealViews.LoadAsync(db, await of.AsNoTracking().OrderByDescending(d => d.UpdatedAt).ThenBy(d => d.Id).Take(Most).ToListAsync(cancellationToken), cancellationToken);
        var pipelines = views.Select(v => v.PipelineId).Distinct().ToList();
        var open = (await db.Stages.Where(s => pipelines.Contains(s.PipelineId) && s.Kind == StageKind.Open).OrderBy(s => s.Position).Select(s => new { s.PipelineId, s.Id }).ToListAsync(cancellationToken))
            .ToLookup(s => s.PipelineId, s => s.Id);
        return [.. views.Select(v =>
        {
            var stages = open[v.PipelineId].ToList();
            return new ThreadDeal(v, v.StageKind switch { StageKind.Won => stages.Count, StageKind.Lost => 0, _ => stages.IndexOf(v.StageId) + 1 }, stages.Count);
        })];
    }

    private static async Task<IReadOnlyList<RelatedThread>> ThreadsAsync(SimpleCrmDbContext db, Viewer viewer, RecordReference main, long threadId, CancellationToken cancellationToken)
    {
        var mailboxes = db.MailboxesFor(viewer).Select(m => (long?)m.Id);
        var newest = db.RecordLinks.Where(l => l.Kind == main.Kind && l.RecordId == main.Id && !l.IsUndone && mailboxes.Contains(l.MailboxId))
            .OrderByDescending(l => l.OccurredAt).ThenByDescending(l => l.ActivityId).Take(Looked).Select(l => l.ActivityId);
        return await db.Threads.Where(t => t.Id != threadId && db.Emails.Any(e => e.ThreadId == t.Id && newest.Contains(e.Id)))
            .OrderByDescending(t => t.LastAt).ThenByDescending(t => t.Id).Take(Most).Select(t => new RelatedThread(t.Id, t.Subject, t.LastAt)).ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<ActivityView>> TasksAsync(SimpleCrmDbContext db, Viewer viewer, IReadOnlyList<EmailLinkView> links, CancellationToken cancellationToken)
    {
        var (contacts, leads, companies, deals) = (Ids(links, RecordKind.Contact), Ids(links, RecordKind.Lead), Ids(links, RecordKind.Company), Ids(links, RecordKind.Deal));
        var of = db.RecordLinks.Where(l => l.Type == ActivityType.Task && !l.IsUndone && (l.Kind == RecordKind.Contact && contacts.Contains(l.RecordId) || l.Kind == RecordKind.Lead && leads.Contains(l.RecordId)
            || l.Kind == RecordKind.Company && companies.Contains(l.RecordId) || l.Kind == RecordKind.Deal && deals.Contains(l.RecordId)));
        // Those without a time come last.
        var ids = await db.Activities.Where(a => a.CompletedAt == null && of.Any(l => l.ActivityId == a.Id)).OrderBy(a => a.DueAt == null).ThenBy(a => a.DueAt).ThenBy(a => a.Id)
            .Take(Most).Select(a => a.Id).ToListAsync(cancellationToken);
        var views = await ActivityViews.LoadAsync(db, viewer, await SharingScope.LoadAsync(db, viewer, cancellationToken), ids, cancellationToken);
        return [.. views.OrderBy(v => ids.IndexOf(v.Id))];
    }

    private static List<long> Ids(IEnumerable<EmailLinkView> links, RecordKind kind) => [.. links.Where(l => l.Kind == kind).Select(l => l.RecordId)];

    private static string Joined(string with, params IEnumerable<string?> parts) => string.Join(with, parts.Where(p => !string.IsNullOrEmpty(p)));
}
