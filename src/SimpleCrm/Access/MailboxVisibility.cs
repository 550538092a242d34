using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Access;

/// <summary>
/// Which mailboxes a person may read: their own, connected or not. Every query that reads mail for a person starts here, so that what
/// they may not see is absent from lists, threads, search and files alike. One that is being deleted is gone for them.
/// </summary>
internal static class MailboxVisibility
{
    public static IQueryable<Mailbox> MailboxesFor(this SimpleCrmDbContext db, Viewer viewer) =>
        db.Mailboxes.Where(m => m.OwnerId == viewer.UserId && m.DeletionRequestedAt == null);
}
