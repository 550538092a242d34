using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Outbox;
using SimpleCrm.Sharing;
using SimpleCrm.Timeline;

namespace SimpleCrm.Notifications;

/// <summary>What notices say, as far as their person may see it.</summary>
internal sealed class NotificationWords
{
    private readonly Dictionary<long, string> _names;
    private readonly IReadOnlyDictionary<long, SharingDecision> _decisions;
    private readonly Dictionary<long, string> _subjects;
    private readonly Dictionary<long, (string Name, string Address)> _senders;
    private readonly Dictionary<long, string> _comments;
    private readonly Dictionary<long, string> _tasks;
    private readonly Dictionary<RecordReference, string> _titles;
    private readonly Dictionary<long, bool> _drafts;

    private NotificationWords(
        Dictionary<long, string> names, IReadOnlyDictionary<long, SharingDecision> decisions, Dictionary<long, string> subjects, Dictionary<long, (string, string)> senders,
        Dictionary<long, string> comments, Dictionary<long, string> tasks, Dictionary<RecordReference, string> titles, Dictionary<long, bool> drafts) =>
        (_names, _decisions, _subjects, _senders, _comments, _tasks, _titles, _drafts) = (names, decisions, subjects, senders, comments, tasks, titles, drafts);

    /// <summary>What a notice says.</summary>
    public sealed record Said(string Title, string Text, string Path);

    public static async Task<NotificationWords> LoadAsync(SimpleCrmDbContext db, Viewer viewer, IReadOnlyCollection<Notification> notices, CancellationToken cancellationToken)
    {
        var people = notices.Select(n => n.ActorId).OfType<long>().Distinct().ToList();
        var threads = notices.Select(n => n.ThreadId).OfType<long>().Distinct().ToList();
        var items = notices.Select(n => n.ItemId).OfType<long>().Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        var decisions = threads.Count == 0 ? new Dictionary<long, SharingDecision>() : await SharedThreads.DecisionsAsync(db, viewer, threads, cancellationToken);
        var subjects = await db.Threads.Where(t => threads.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Subject, cancellationToken);
        var senders = (await db.Emails.Where(e => items.Contains(e.Id)).Select(e => new { e.Id, e.FromName, e.FromAddress }).ToListAsync(cancellationToken)).ToDictionary(e => e.Id, e => (e.FromName, e.FromAddress));
        var comments = await db.ThreadComments.Where(c => items.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Text, cancellationToken);
        var tasks = await db.Activities.Where(a => items.Contains(a.Id) && a.Type == ActivityType.Task && a.CompletedAt == null).ToDictionaryAsync(a => a.Id, a => a.Subject, cancellationToken);
        var titles = await db.TitlesAsync(notices.Where(n => n.RecordId is not null).Select(RecordOf), cancellationToken);
        var drafts = await db.Drafts.Where(d => items.Contains(d.Id) && d.State == DraftState.Open && (d.UserId == viewer.UserId || db.DraftShares.Any(s => s.DraftId == d.Id && s.UserId == viewer.UserId)))
            .ToDictionaryAsync(d => d.Id, d => d.UserId == viewer.UserId, cancellationToken);
        return new NotificationWords(names, decisions, subjects, senders, comments, tasks, titles, drafts);
    }

    /// <summary>Null when the person may not see what it is about, or it is gone.</summary>
    public Said? Of(Notification notice)
    {
        if (notice.ThreadId is { } threadId)
            return notice.Kind == NotificationKind.AccessRefused
                ? new Said($"{Actor(notice)} does not share this conversation", "", Path(threadId))
                : _decisions.TryGetValue(threadId, out var decision) ? OfThread(notice, threadId, decision) : null;
        var title = notice.RecordId is null ? "" : _titles.GetValueOrDefault(RecordOf(notice), "");
        return notice.Kind switch
        {
            NotificationKind.AccessRequested when title.Length > 0 => new Said($"{Actor(notice)} asks to see your emails of a record", title, "/requests"),
            NotificationKind.AccessGranted when title.Length > 0 => new Said($"{Actor(notice)} shows you their emails of a record", title, RecordPath(RecordOf(notice))),
            NotificationKind.FollowUpDue when notice.ItemId is { } task && _tasks.TryGetValue(task, out var subject) => new Said("A task is due", subject, "/today"),
            NotificationKind.SharedDraft when notice.ItemId is { } draft && _drafts.TryGetValue(draft, out var isOwn) => isOwn
                ? new Said($"{Actor(notice)} changed your draft", "", "/drafts")
                : new Said($"{Actor(notice)} shares a draft with you", "", $"/shared-drafts/{draft.ToString(CultureInfo.InvariantCulture)}"),
            NotificationKind.Digest => new Said("Your day", notice.Figures, "/today"),
            _ => null,
        };
    }

    private Said? OfThread(Notification notice, long threadId, SharingDecision decision)
    {
        var subject = decision.Level >= SharingLevel.Subject ? _subjects.GetValueOrDefault(threadId, "") : "";
        var path = decision.Rule == SharingRule.Own ? Path(threadId) : $"/shared/{threadId.ToString(CultureInfo.InvariantCulture)}";
        var comment = notice.ItemId is { } item ? _comments.GetValueOrDefault(item) : null;
        return notice.Kind switch
        {
            NotificationKind.NewMail when Sender(notice) is { } sender => new Said($"New email from {sender}", subject, path),
            NotificationKind.Reply when comment is not null => new Said($"{Actor(notice)} commented", Short(comment), path),
            NotificationKind.Reply when Sender(notice) is { } sender => new Said($"{sender} wrote in a conversation you follow", subject, path),
            NotificationKind.Mention when comment is not null => new Said($"{Actor(notice)} mentioned you", Short(comment), path),
            NotificationKind.FollowUpDue => new Said("Nobody has answered", subject, path),
            NotificationKind.AccessRequested => new Said($"{Actor(notice)} asks to see a conversation", subject, "/requests"),
            NotificationKind.AccessGranted => new Said($"{Actor(notice)} gave you access to a conversation", subject, path),
            _ => null,
        };
    }

    private string Actor(Notification notice) => notice.ActorId is { } id ? _names.GetValueOrDefault(id, "Somebody") : "Somebody";

    private string? Sender(Notification notice) => notice.ItemId is { } id && _senders.TryGetValue(id, out var sender) ? sender.Name.Length > 0 ? sender.Name : sender.Address : null;

    private static string Short(string text) => text.Length <= 160 ? text : $"{text[..159]}…";

    private static string Path(long threadId) => $"/all/t/{threadId.ToString(CultureInfo.InvariantCulture)}";

    private static RecordReference RecordOf(Notification notice) => new(notice.RecordKind ?? default, notice.RecordId ?? 0);

    private static string RecordPath(RecordReference record) => record.Kind switch
    {
        RecordKind.Contact => $"/people/{record.Id.ToString(CultureInfo.InvariantCulture)}",
        RecordKind.Lead => $"/leads/{record.Id.ToString(CultureInfo.InvariantCulture)}",
        RecordKind.Company => $"/companies/{record.Id.ToString(CultureInfo.InvariantCulture)}",
        _ => $"/deals/{record.Id.ToString(CultureInfo.InvariantCulture)}",
    };
}
