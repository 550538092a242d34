using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Notifications;
using SimpleCrm.Sharing;

namespace SimpleCrm.Comments;

/// <summary>
/// Comments on conversations, for everybody who may see the conversation, however little of it. Whoever is named in one by "@" and their name is told;
/// whoever no longer sees the conversation sees no comment of it either.
/// </summary>
public sealed class ThreadComments(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed feed, TimeProvider time)
{
    private const int Most = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The comments of a conversation, the newest 500; null when the viewer may not see it.</summary>
    public async Task<ThreadTalk?> ReadAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await SharedThreads.DecisionAsync(db, viewer, threadId, cancellationToken) is null)
            return null;
        var rows = await db.ThreadComments.AsNoTracking().Where(c => c.ThreadId == threadId).OrderByDescending(c => c.Id).Take(Most).ToListAsync(cancellationToken);
        var authors = rows.Select(r => r.AuthorId).Distinct().ToList();
        var named = rows.SelectMany(r => Ids(r.Mentions)).Concat(authors).Distinct().ToList();
        var names = await db.Users.Where(u => named.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        var people = await ThreadAudience.ReadAsync(db, threadId, cancellationToken);
        rows.Reverse();
        return new ThreadTalk(
            rows.ConvertAll(c => new CommentView(
                c.Id, c.AuthorId, names.GetValueOrDefault(c.AuthorId, ""), c.Text,
                [.. Ids(c.Mentions).Where(names.ContainsKey).Select(id => new Colleague(id, names[id]))], c.CreatedAt, c.EditedAt, c.AuthorId == viewer.UserId)),
            await db.ThreadFollows.AnyAsync(f => f.ThreadId == threadId && f.UserId == viewer.UserId, cancellationToken),
            [.. people.Where(p => p.Id != viewer.UserId)]);
    }

    /// <summary>Says something; the author follows the conversation from then on.</summary>
    /// <returns>The comment's id; null when the viewer may not see the conversation, or the text is empty or longer than 4,000 characters.</returns>
    public async Task<long?> AddAsync(Viewer viewer, long threadId, string text, CancellationToken cancellationToken)
    {
        if (Tidy(text) is not { } said || await ReadAsync(viewer, threadId, cancellationToken) is not { } talk)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mentioned = Mentioned(said, talk.People);
        var comment = new ThreadComment { ThreadId = threadId, AuthorId = viewer.UserId, Text = said, Mentions = string.Join(' ', mentioned), CreatedAt = Now };
        db.ThreadComments.Add(comment);
        var followers = await db.ThreadFollows.Where(f => f.ThreadId == threadId).Select(f => f.UserId).ToListAsync(cancellationToken);
        if (!followers.Contains(viewer.UserId))
            db.ThreadFollows.Add(new ThreadFollow { ThreadId = threadId, UserId = viewer.UserId, At = Now });
        var told = Told(comment, mentioned, NotificationKind.Mention).Concat(Told(comment, followers.Except(mentioned), NotificationKind.Reply)).ToList();
        await db.NotifyAsync(told, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        Publish(viewer, threadId, told);
        return comment.Id;
    }

    /// <summary>Changes what the viewer said; people who are named anew are told.</summary>
    /// <returns>False when it is not the viewer's, they no longer see the conversation, or the text is no comment.</returns>
    public async Task<bool> EditAsync(Viewer viewer, long commentId, string text, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var comment = await db.ThreadComments.SingleOrDefaultAsync(c => c.Id == commentId && c.AuthorId == viewer.UserId, cancellationToken);
        if (comment is null || Tidy(text) is not { } said || await ReadAsync(viewer, comment.ThreadId, cancellationToken) is not { } talk)
            return false;
        var (before, mentioned) = (Ids(comment.Mentions).ToList(), Mentioned(said, talk.People));
        (comment.Text, comment.Mentions, comment.EditedAt) = (said, string.Join(' ', mentioned), Now);
        var told = Told(comment, mentioned.Except(before), NotificationKind.Mention).ToList();
        await db.NotifyAsync(told, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        Publish(viewer, comment.ThreadId, told);
        return true;
    }

    /// <summary>Takes back what the viewer said, and the notices of it.</summary>
    /// <returns>False when it is not the viewer's.</returns>
    public async Task<bool> DeleteAsync(Viewer viewer, long commentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var comment = await db.ThreadComments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == commentId && c.AuthorId == viewer.UserId, cancellationToken);
        if (comment is null)
            return false;
        var told = db.Notifications.Where(n => n.ThreadId == comment.ThreadId && n.ItemId == commentId);
        var people = await told.Select(n => n.UserId).ToListAsync(cancellationToken);
        await told.ExecuteDeleteAsync(cancellationToken);
        await db.ThreadComments.Where(c => c.Id == commentId).ExecuteDeleteAsync(cancellationToken);
        feed.PublishNotices(people);
        Publish(viewer, comment.ThreadId, []);
        return true;
    }

    /// <summary>Whether the viewer is told what is new in a conversation.</summary>
    /// <returns>False when they may not see it.</returns>
    public async Task<bool> FollowAsync(Viewer viewer, long threadId, bool isFollowed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await SharedThreads.DecisionAsync(db, viewer, threadId, cancellationToken) is null)
            return false;
        await db.ThreadFollows.Where(f => f.ThreadId == threadId && f.UserId == viewer.UserId).ExecuteDeleteAsync(cancellationToken);
        if (isFollowed)
        {
            db.ThreadFollows.Add(new ThreadFollow { ThreadId = threadId, UserId = viewer.UserId, At = Now });
            await db.SaveChangesAsync(cancellationToken);
        }
        return true;
    }

    /// <summary>Those of the people whose whole name stands after an "@"; of names that begin alike, the longest.</summary>
    internal static IReadOnlyList<long> Mentioned(string text, IReadOnlyList<Colleague> people)
    {
        var found = new List<long>();
        var longestFirst = people.Where(p => p.Name.Length > 0).OrderByDescending(p => p.Name.Length).ToList();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var rest = text.AsSpan(at + 1);
            foreach (var person in longestFirst)
            {
                if (!rest.StartsWith(person.Name, StringComparison.OrdinalIgnoreCase) || rest.Length > person.Name.Length && char.IsLetterOrDigit(rest[person.Name.Length]))
                    continue;
                found.AddRange(people.Where(p => p.Name.Equals(person.Name, StringComparison.OrdinalIgnoreCase)).Select(p => p.Id));
                break;
            }
        }
        return [.. found.Distinct().Take(40)];
    }

    private static string? Tidy(string text)
    {
        var said = DisplayText.CleanBody(text).Trim();
        return said.Length is 0 or > ThreadComment.TextLength ? null : said;
    }

    private static IEnumerable<long> Ids(string mentions) => mentions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse);

    private static IEnumerable<Notification> Told(ThreadComment comment, IEnumerable<long> people, NotificationKind kind) => people.Select(user => new Notification
    {
        UserId = user,
        Kind = kind,
        ActorId = comment.AuthorId,
        ThreadId = comment.ThreadId,
        ItemId = comment.Id,
        CreatedAt = comment.EditedAt ?? comment.CreatedAt,
    });

    private void Publish(Viewer viewer, long threadId, IReadOnlyList<Notification> told)
    {
        feed.Publish(new LiveChange { MailboxId = 0, OwnerId = viewer.UserId, CommentedThreadIds = [threadId] });
        feed.PublishNotices(told.Select(n => n.UserId));
    }
}
