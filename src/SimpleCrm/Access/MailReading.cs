using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Access;

/// <summary>Whether a person may read what an email says and open its files: their own, and what is shared with them entirely.</summary>
internal static class MailReading
{
    public static async Task<bool> MayReadAsync(this SimpleCrmDbContext db, Viewer viewer, long emailId, CancellationToken cancellationToken)
    {
        var email = await db.Emails.Where(e => e.Id == emailId).Select(e => new
        {
            e.ThreadId,
            e.MailboxId,
            e.Status,
            IsOwn = db.MailboxesFor(viewer).Any(m => m.Id == e.MailboxId),
            IsLinked = db.RecordLinks.Any(l => l.ActivityId == e.Id && !l.IsUndone),
        }).SingleOrDefaultAsync(cancellationToken);
        if (email is null || email.IsOwn)
            return email is not null;
        var scope = await SharingScope.LoadAsync(db, viewer, cancellationToken);
        var decision = (await scope.DecideAsync(db, [(email.ThreadId, email.MailboxId)], cancellationToken)).GetValueOrDefault(email.ThreadId);
        return decision is { Level: SharingLevel.Everything } && IsShown(decision, email.Status, email.IsLinked);
    }

    /// <summary>Whether an email of a shared conversation is part of what is shared: what is being written never is.</summary>
    public static bool IsShown(SharingDecision decision, EmailStatus status, bool isLinked) =>
        decision.Level > SharingLevel.Private && status != EmailStatus.Draft && (decision.IsWhole || isLinked);
}
