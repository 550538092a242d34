using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Meetings;

/// <summary>Answers invitations by email to their organiser (iMIP, RFC 6047).</summary>
public sealed class MeetingAnswers(IDbContextFactory<SimpleCrmDbContext> contexts, EmailSending sending, LiveFeed feed, TimeProvider time)
{
    /// <summary>Sends the answer and remembers it. The same answer twice is sent once.</summary>
    /// <returns>What is wrong, in words for the person; an empty text when there is no such invitation of the viewer's; null when it was sent.</returns>
    public async Task<string?> AnswerAsync(Viewer viewer, long emailId, Participation answer, CancellationToken cancellationToken)
    {
        if (answer is not (Participation.Accepted or Participation.Tentative or Participation.Declined))
            return "Choose whether you accept, perhaps come or decline.";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var meeting = await db.EmailMeetings.SingleOrDefaultAsync(m => m.EmailId == emailId && db.MailboxesFor(viewer).Any(b => b.Id == m.MailboxId), cancellationToken);
        if (meeting is null)
            return "";
        var view = (await MeetingViews.LoadAsync(db, [emailId], cancellationToken))[emailId];
        if (!view.CanAnswer)
            return view.IsCancelled ? "The meeting was called off." : view.IsOutdated ? "There is a newer invitation to this meeting: answer that one." : "This needs no answer.";
        if (view.Answer == answer)
            return null;
        var mailbox = await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == meeting.MailboxId, cancellationToken);
        var invited = new OwnAddresses([mailbox.Address]).FirstIn(view.Attendees.Select(a => new EmailAddress(a.Email, a.Name))) ?? mailbox.Address;
        var now = time.GetUtcNow().UtcDateTime;
        var name = mailbox.DisplayName.Length > 0 ? mailbox.DisplayName : invited;
        var receipt = await sending.SendAsync(viewer, new SendRequest
        {
            MailboxId = mailbox.Id,
            To = [view.Organizer],
            Subject = $"{Word(answer)}: {view.Title}",
            BodyText = $"{name} {Sentence(answer)}",
            PlainText = true,
            InReplyTo = emailId.ToString(CultureInfo.InvariantCulture),
            Mode = ComposeMode.Reply,
            Calendar = new CalendarPart("REPLY", ReplyWriter.Write(meeting, invited, mailbox.DisplayName, answer, now)),
            IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"meeting:{emailId}:{answer}:{view.Answer}:{meeting.AnsweredAt?.Ticks}"),
        }, cancellationToken);
        // A repeat whose calendar part has another time stamp is the same answer still on its way.
        if (!receipt.IsAccepted && !receipt.IsConflict)
            return string.Join(' ', receipt.Errors.Values.SelectMany(e => e));
        (meeting.Answer, meeting.AnsweredAt) = (answer, now);
        await db.SaveChangesAsync(cancellationToken);
        feed.Publish(new LiveChange { MailboxId = mailbox.Id, OwnerId = mailbox.OwnerId, ThreadIds = [receipt.ThreadId] });
        return null;
    }

    private static string Word(Participation answer) => answer switch
    {
        Participation.Accepted => "Accepted",
        Participation.Tentative => "Tentative",
        _ => "Declined",
    };

    private static string Sentence(Participation answer) => answer switch
    {
        Participation.Accepted => "has accepted this invitation.",
        Participation.Tentative => "may come.",
        _ => "has declined this invitation.",
    };
}
