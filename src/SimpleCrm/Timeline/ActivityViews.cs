using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;

namespace SimpleCrm.Timeline;

/// <summary>Activities with what they show, read together.</summary>
internal static class ActivityViews
{
    /// <param name="scope">How much the viewer sees of emails; those of which it is nothing are left out.</param>
    /// <param name="ids">In any order, and so are the views.</param>
    public static async Task<IReadOnlyList<ActivityView>> LoadAsync(
        SimpleCrmDbContext db, Viewer viewer, SharingScope scope, List<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var rows = await db.Activities.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancellationToken);
        var people = rows.Select(r => r.UserId).Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        var emailIds = rows.Where(r => r.MailboxId is not null).Select(r => r.Id).ToList();
        var emails = emailIds.Count == 0 ? [] : await db.Emails.AsNoTracking().Where(e => emailIds.Contains(e.Id))
            .Select(e => new { e.Id, e.ThreadId, e.MailboxId, e.FromAddress, e.FromName, e.PeopleJson, e.Subject, e.Snippet }).ToDictionaryAsync(e => e.Id, cancellationToken);
        var decisions = await scope.DecideAsync(db, emails.Values.Select(e => (e.ThreadId, e.MailboxId)), cancellationToken);
        var links = await db.RecordLinks.Where(l => ids.Contains(l.ActivityId) && !l.IsUndone).Select(l => new { l.ActivityId, l.Kind, l.RecordId }).ToListAsync(cancellationToken);
        var titles = await db.TitlesAsync(links.Select(l => new RecordReference(l.Kind, l.RecordId)), cancellationToken);
        var records = links.ToLookup(l => l.ActivityId, l => new RecordReference(l.Kind, l.RecordId));

        var meetings = await MeetingViews.LoadAsync(db, emailIds, cancellationToken);
        var views = new List<ActivityView>(rows.Count);
        foreach (var row in rows)
        {
            var email = emails.GetValueOrDefault(row.Id);
            var decision = email is null ? null : decisions.GetValueOrDefault(email.ThreadId);
            var level = row.MailboxId is null ? SharingLevel.Everything : decision?.Level ?? SharingLevel.Private;
            if (level == SharingLevel.Private)
                continue;
            var others = email is null ? null : StoredPeople.People(email.PeopleJson);
            views.Add(new ActivityView
            {
                Id = row.Id,
                Type = row.Type,
                OccurredAt = row.OccurredAt,
                UserId = row.UserId,
                UserName = names.GetValueOrDefault(row.UserId, ""),
                Direction = row.Direction,
                Level = level,
                Subject = level >= SharingLevel.Subject ? email?.Subject ?? row.Subject : null,
                Text = level >= SharingLevel.Everything ? email?.Snippet ?? row.Body : null,
                From = email is null ? null : new EmailAddress(email.FromAddress, email.FromName),
                To = others is null ? [] : [.. others.To, .. others.Cc],
                ThreadId = row.UserId == viewer.UserId ? email?.ThreadId : null,
                Meeting = level >= SharingLevel.Subject && meetings.GetValueOrDefault(row.Id) is { } meeting ? Shown(meeting, level) : null,
                SharedThreadId = row.UserId == viewer.UserId ? null : email?.ThreadId,
                Why = decision is null or { Rule: SharingRule.Own } ? null : decision.Why,
                DurationMinutes = row.DurationMinutes,
                DueAt = row.DueAt,
                CompletedAt = row.CompletedAt,
                Changes = row.ChangesJson.Length == 0 ? [] : JsonSerializer.Deserialize<List<FieldChange>>(row.ChangesJson)!,
                Records = [.. records[row.Id].Where(titles.ContainsKey).Select(r => new ActivityRecord(r.Kind, r.Id, titles[r]))],
                CreatedAt = row.CreatedAt,
                UpdatedAt = row.UpdatedAt,
                Version = row.Version,
            });
        }
        return views;
    }

    // Where it is held is content; often it is a link that lets in whoever has it.
    private static MeetingView Shown(MeetingView meeting, SharingLevel level) => level >= SharingLevel.Everything ? meeting : meeting with { Location = "" };
}
