using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;

namespace SimpleCrm.Insights;

/// <summary>What the teams of a manager do. By the rules of sharing, not around them: what somebody keeps private is a number here and nothing else.</summary>
public sealed class TeamView(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>Emails of one person that are looked at.</summary>
    private const int Most = 5000;
    /// <summary>Rows of each list.</summary>
    public const int ListMost = 20;

    /// <summary>How long a customer may wait before a conversation counts as unanswered.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly ActivityType[] Emails = [ActivityType.EmailReceived, ActivityType.EmailSent];

    /// <summary>The teams that the viewer manages; empty for those who manage none.</summary>
    /// <param name="days">The window, 1 to 90.</param>
    /// <param name="quietDays">Days without contact after which a deal is quiet, 1 to 365.</param>
    public async Task<TeamFigures> ReadAsync(Viewer viewer, int days, int quietDays, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var from = now.Date.AddDays(1 - Math.Clamp(days, 1, 90));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = viewer.Role == Role.Rep ? [] : await db.Users.Where(u => !u.IsDisabled && db.Teams.Any(t => t.Id == u.TeamId && t.ManagerId == viewer.UserId))
            .OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancellationToken);
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        var reps = new List<RepFigures>();
        var volume = new Dictionary<DateOnly, (int Received, int Sent)>();
        var open = new List<(long ThreadId, string RepName, DateTime Since)>();
        var isCut = false;
        foreach (var person in people)
        {
            var all = db.Activities.AsNoTracking().Where(a => a.UserId == person.Id && a.OccurredAt >= from && Emails.Contains(a.Type));
            var seen = scope.Seen(db, all, nameof(Activity.Id));
            var rows = await seen.OrderByDescending(a => a.OccurredAt).Take(Most)
                .Join(db.Emails, a => a.Id, e => e.Id, (a, e) => new { a.OccurredAt, a.Type, e.ThreadId, e.IsAutoReply }).ToListAsync(cancellationToken);
            var hidden = await all.CountAsync(cancellationToken) - (rows.Count < Most ? rows.Count : await seen.CountAsync(cancellationToken));
            isCut |= rows.Count == Most;
            foreach (var day in rows.GroupBy(r => DateOnly.FromDateTime(r.OccurredAt)))
            {
                var before = volume.GetValueOrDefault(day.Key);
                volume[day.Key] = (before.Received + day.Count(r => r.Type == ActivityType.EmailReceived), before.Sent + day.Count(r => r.Type == ActivityType.EmailSent));
            }
            var turns = rows.Where(r => !r.IsAutoReply).GroupBy(r => r.ThreadId)
                .Select(t => (ThreadId: t.Key, Of: Turns.Of(t.OrderBy(r => r.OccurredAt).Select(r => (r.OccurredAt, r.Type == ActivityType.EmailSent))))).ToList();
            var answered = turns.SelectMany(t => t.Of.Answered).ToList();
            var waiting = turns.Where(t => t.Of.OpenSince < now - Patience).ToList();
            open.AddRange(waiting.Select(t => (t.ThreadId, person.DisplayName, t.Of.OpenSince!.Value)));
            reps.Add(new RepFigures
            {
                UserId = person.Id,
                Name = person.DisplayName,
                Received = rows.Count(r => r.Type == ActivityType.EmailReceived),
                Sent = rows.Count(r => r.Type == ActivityType.EmailSent),
                Answered = answered.Count,
                Median = Turns.Quantile(answered, 0.5),
                Slow = Turns.Quantile(answered, 0.9),
                Unanswered = waiting.Count,
                Hidden = hidden,
            });
        }
        var window = Enumerable.Range(0, (now.Date - from).Days + 1).Select(d => DateOnly.FromDateTime(from.AddDays(d)));
        return new TeamFigures(
            reps, [.. window.Select(d => new DayVolume(d, volume.GetValueOrDefault(d).Received, volume.GetValueOrDefault(d).Sent))],
            await UnansweredAsync(db, scope, [.. open.OrderBy(o => o.Since).ThenBy(o => o.ThreadId).Take(ListMost)], cancellationToken),
            people.Count == 0 ? [] : await QuietDeals.ReadAsync(db, scope, people.ConvertAll(p => p.Id), now.AddDays(-Math.Clamp(quietDays, 1, 365)), ListMost, cancellationToken), isCut);
    }

    private static async Task<IReadOnlyList<UnansweredThread>> UnansweredAsync(
        SimpleCrmDbContext db, SharingScope scope, List<(long ThreadId, string RepName, DateTime Since)> open, CancellationToken cancellationToken)
    {
        var ids = open.ConvertAll(o => o.ThreadId);
        // Who waits is who wrote the email that the wait began with, which belongs to a record: more than that may not be shared.
        var emails = (await db.Emails.AsNoTracking().Where(e => ids.Contains(e.ThreadId) && e.Direction == EmailDirection.Inbound && db.Activities.Any(a => a.Id == e.Id))
            .Select(e => new { e.ThreadId, e.MailboxId, e.SortAt, e.Subject, e.FromAddress, e.FromName }).ToListAsync(cancellationToken)).ToLookup(e => e.ThreadId);
        var decisions = await scope.DecideAsync(db, emails.SelectMany(t => t).Select(e => (e.ThreadId, e.MailboxId)), cancellationToken);
        var threads = new List<UnansweredThread>(open.Count);
        foreach (var (threadId, repName, since) in open)
        {
            if (!decisions.TryGetValue(threadId, out var decision) || decision.Level == SharingLevel.Private || emails[threadId].MinBy(e => (e.SortAt - since).Duration()) is not { } first)
                continue;
            threads.Add(new UnansweredThread(
                threadId, repName, decision.Level >= SharingLevel.Subject ? first.Subject : null, first.FromName.Length > 0 ? first.FromName : first.FromAddress, since, decision.Rule == SharingRule.Own));
        }
        return threads;
    }
}
