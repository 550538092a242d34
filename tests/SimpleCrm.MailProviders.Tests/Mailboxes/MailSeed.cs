using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.Mailboxes;

/// <summary>Rows of every kind that a mailbox can own, and their count.</summary>
internal static class MailSeed
{
    public static async Task AddAsync(AccountWorld world, long mailboxId, int emails)
    {
        await using var db = await world.OpenAsync();
        var folder = new MailFolder { MailboxId = mailboxId, RemoteId = "INBOX", Name = "Inbox", ServerCount = emails };
        db.Add(folder);
        var outgoing = new OutgoingEmail { MailboxId = mailboxId, UserId = world.Ada.UserId, MessageId = Guid.NewGuid().ToString() };
        db.AddRange(outgoing, new OutgoingContent { OutgoingEmailId = outgoing.Id });
        for (var i = 0; i < emails; i++)
        {
            var thread = new EmailThread { MailboxId = mailboxId };
            var email = new Email { MailboxId = mailboxId, ThreadId = thread.Id };
            db.AddRange(
                thread, email, new EmailBody { EmailId = email.Id }, new Attachment { EmailId = email.Id, ExternalId = "2" },
                new Placement { MailboxId = mailboxId, FolderId = folder.Id, EmailId = email.Id, RemoteId = $"1:{i + 1}" },
                new ThreadPlacement { MailboxId = mailboxId, FolderId = folder.Id, ThreadId = thread.Id, EmailCount = 1 },
                new ThreadReference { MailboxId = mailboxId, MessageIdHash = BitConverter.GetBytes(email.Id), ThreadId = thread.Id },
                new RemoteImageConsent { UserId = world.Ada.UserId, EmailId = email.Id });
            if (i % 10 == 0)
            {
                db.Add(new PendingOperation { MailboxId = mailboxId, EmailId = email.Id });
                db.Add(new QuarantinedItem { MailboxId = mailboxId, FolderId = folder.Id, RemoteId = $"1:{i + 100_000}" });
            }
        }
        await db.SaveChangesAsync();
    }

    public static async Task<Dictionary<string, int>> CountRowsAsync(AccountWorld world, long mailboxId)
    {
        await using var db = await world.OpenAsync();
        var emails = db.Emails.Where(e => e.MailboxId == mailboxId).Select(e => e.Id);
        return new()
        {
            ["Mailboxes"] = await db.Mailboxes.CountAsync(m => m.Id == mailboxId),
            ["Folders"] = await db.Folders.CountAsync(f => f.MailboxId == mailboxId),
            ["Threads"] = await db.Threads.CountAsync(t => t.MailboxId == mailboxId),
            ["ThreadPlacements"] = await db.ThreadPlacements.CountAsync(t => t.MailboxId == mailboxId),
            ["ThreadReferences"] = await db.ThreadReferences.CountAsync(t => t.MailboxId == mailboxId),
            ["Emails"] = await emails.CountAsync(),
            ["EmailBodies"] = await db.EmailBodies.CountAsync(b => emails.Contains(b.EmailId)),
            ["Attachments"] = await db.Attachments.CountAsync(a => emails.Contains(a.EmailId)),
            ["Placements"] = await db.Placements.CountAsync(p => p.MailboxId == mailboxId),
            ["Consents"] = await db.RemoteImageConsents.CountAsync(c => emails.Contains(c.EmailId!.Value)),
            ["Operations"] = await db.PendingOperations.CountAsync(o => o.MailboxId == mailboxId),
            ["Quarantine"] = await db.Quarantine.CountAsync(q => q.MailboxId == mailboxId),
            ["Outgoing"] = await db.OutgoingEmails.CountAsync(o => o.MailboxId == mailboxId),
            ["OutgoingContents"] = await db.OutgoingContents.CountAsync(c => db.OutgoingEmails.Any(o => o.MailboxId == mailboxId && o.Id == c.OutgoingEmailId)),
        };
    }

    public static async Task<Dictionary<string, int>> CountAllRowsAsync(AccountWorld world)
    {
        await using var db = await world.OpenAsync();
        return new()
        {
            ["Mailboxes"] = await db.Mailboxes.CountAsync(),
            ["Folders"] = await db.Folders.CountAsync(),
            ["Threads"] = await db.Threads.CountAsync(),
            ["ThreadPlacements"] = await db.ThreadPlacements.CountAsync(),
            ["ThreadReferences"] = await db.ThreadReferences.CountAsync(),
            ["Emails"] = await db.Emails.CountAsync(),
            ["EmailBodies"] = await db.EmailBodies.CountAsync(),
            ["Attachments"] = await db.Attachments.CountAsync(),
            ["Placements"] = await db.Placements.CountAsync(),
            ["Consents"] = await db.RemoteImageConsents.CountAsync(),
            ["Operations"] = await db.PendingOperations.CountAsync(),
            ["Quarantine"] = await db.Quarantine.CountAsync(),
            ["Outgoing"] = await db.OutgoingEmails.CountAsync(),
            ["OutgoingContents"] = await db.OutgoingContents.CountAsync(),
        };
    }
}
