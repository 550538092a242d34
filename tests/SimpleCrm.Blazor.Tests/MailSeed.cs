using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Tests;

/// <summary>Puts mail into the database the way the intake leaves it there.</summary>
public sealed class MailSeed(ScreenContext context)
{
    public static readonly EmailAddress Ana = new("ana@mercier.example", "Ana Ruiz");
    public static readonly EmailAddress Maya = new("maya@northwind.test", "Maya Lind");
    private int _number;

    public Mailbox Mailbox { get; private set; } = null!;
    public MailFolder Inbox { get; private set; } = null!;
    public MailFolder Trash { get; private set; } = null!;

    public async Task ConnectAsync(long? ownerId = null)
    {
        await using var db = await context.DatabaseAsync();
        Mailbox = new Mailbox { OwnerId = ownerId ?? context.Person.Id, Address = Maya.Email, DisplayName = Maya.Name, UserName = Maya.Email };
        db.Add(Mailbox);
        await db.SaveChangesAsync();
        Inbox = new MailFolder { MailboxId = Mailbox.Id, Name = "Inbox", RemoteId = "INBOX", Role = FolderRole.Inbox, Phase = FolderSyncPhase.Live };
        Trash = new MailFolder { MailboxId = Mailbox.Id, Name = "Trash", RemoteId = "Trash", Role = FolderRole.Trash, Phase = FolderSyncPhase.Live };
        db.AddRange(Inbox, Trash);
        await db.SaveChangesAsync();
    }

    /// <summary>A conversation in the Inbox, its emails an hour apart, the last of them now.</summary>
    public async Task<EmailThread> AddThreadAsync(string subject, int emails = 1, int unread = 0, EmailAddress? from = null)
    {
        var sender = from ?? Ana;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(_number);
        var thread = new EmailThread
        {
            MailboxId = Mailbox.Id,
            Subject = subject,
            Snippet = $"The words of {subject}",
            ParticipantsJson = JsonSerializer.Serialize(new[] { sender }),
            LastAt = now,
            EmailCount = emails,
            UnreadCount = unread,
        };
        await using var db = await context.DatabaseAsync();
        db.Add(thread);
        for (var i = 1; i <= emails; i++)
        {
            var at = now.AddHours(i - emails);
            var email = new Email
            {
                MailboxId = Mailbox.Id,
                ThreadId = thread.Id,
                MessageId = $"{++_number}@seed",
                IdentityHash = BitConverter.GetBytes(_number),
                FromAddress = sender.Email,
                FromName = sender.Name,
                PeopleJson = JsonSerializer.Serialize(new EmailPeople { To = [Maya] }),
                Subject = subject,
                Snippet = $"Words {i}",
                SentAt = at,
                ReceivedAt = at,
                SortAt = at,
                Status = EmailStatus.Delivered,
                IsRead = i <= emails - unread,
                CreatedAt = at,
                UpdatedAt = at,
                SyncedAt = at,
            };
            thread.LastEmailId = email.Id;
            db.AddRange(email, new EmailBody { EmailId = email.Id },
                new Placement { MailboxId = Mailbox.Id, FolderId = Inbox.Id, EmailId = email.Id, RemoteId = $"1:{_number}", RemoteIsRead = email.IsRead });
        }
        db.Add(new ThreadPlacement { MailboxId = Mailbox.Id, FolderId = Inbox.Id, ThreadId = thread.Id, LastAt = now, EmailCount = emails, UnreadCount = unread });
        await db.SaveChangesAsync();
        return thread;
    }

    public async Task<IReadOnlyList<Email>> EmailsAsync(EmailThread thread)
    {
        await using var db = await context.DatabaseAsync();
        return await db.Emails.AsNoTracking().Where(e => e.ThreadId == thread.Id).OrderBy(e => e.SortAt).ToListAsync();
    }
}
