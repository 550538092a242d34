using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Tests.Reading;

/// <summary>Puts mailboxes and emails straight into the database, with the thread rows the intake would keep.</summary>
public sealed class MailSeed(IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault)
{
    private readonly List<object> _rows = [];
    private readonly Dictionary<long, (EmailThread Thread, List<EmailAddress> People)> _threads = [];
    private readonly Dictionary<(long Folder, long Thread), ThreadPlacement> _placements = [];

    public static Viewer ViewerOf(User user) => new(user.Id, user.Role, user.TimeZone);

    public User User(string name)
    {
        var user = new User { Id = RowId.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name };
        _rows.Add(user);
        return user;
    }

    public Mailbox Mailbox(User owner, string address)
    {
        var mailbox = new Mailbox { OwnerId = owner.Id, Address = address, UserName = address, CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_rows.Count) };
        _rows.Add(mailbox);
        return mailbox;
    }

    public MailFolder Folder(Mailbox mailbox, string name, FolderRole role = FolderRole.None, MailFolder? parent = null)
    {
        var folder = new MailFolder { MailboxId = mailbox.Id, Name = name, RemoteId = parent is null ? name : parent.RemoteId + "/" + name, Role = role, ParentId = parent?.Id };
        _rows.Add(folder);
        return folder;
    }

    public Email Email(MailFolder folder, DateTime at, string subject = "Subject", string text = "", string? html = null, string from = "Anna Berg <anna@customer.test>",
        string to = "Alex Winter <alex@northwind.test>", bool read = true, bool starred = false, long size = 5000, Email? replyTo = null, params string[] files)
    {
        var sender = Person(from);
        var thread = replyTo is null ? NewThread(folder.MailboxId, subject) : _threads[replyTo.ThreadId];
        var email = new Email
        {
            MailboxId = folder.MailboxId,
            ThreadId = thread.Thread.Id,
            MessageId = $"{RowId.Next()}@seed.test",
            FromAddress = sender.Email,
            FromName = sender.Name,
            PeopleJson = JsonSerializer.Serialize(new EmailPeople { To = [Person(to)] }),
            Subject = subject,
            Snippet = text.Length > 100 ? text[..100] : text,
            SentAt = at,
            ReceivedAt = at,
            SortAt = at,
            IsRead = read,
            IsStarred = starred,
            HasAttachments = files.Length > 0,
            Size = size,
            Status = EmailStatus.Delivered,
        };
        _rows.Add(email);
        _rows.Add(new EmailBody
        {
            EmailId = email.Id,
            TextCipher = vault.EncryptText(text, $"EmailBodies:{email.Id}:Text"),
            HtmlCipher = vault.EncryptText(html, $"EmailBodies:{email.Id}:Html"),
        });
        var number = 1;
        foreach (var file in files)
            _rows.Add(new Attachment { EmailId = email.Id, ExternalId = (++number).ToString(), FileName = file, MimeType = "application/octet-stream", Size = 1000, TransferEncoding = "base64" });
        thread.Thread.EmailCount++;
        thread.Thread.UnreadCount += read ? 0 : 1;
        thread.Thread.IsStarred |= starred;
        thread.Thread.HasAttachments |= files.Length > 0;
        if (at >= thread.Thread.LastAt)
            (thread.Thread.LastAt, thread.Thread.LastEmailId, thread.Thread.Snippet) = (at, email.Id, email.Snippet);
        if (!thread.People.Contains(sender))
            thread.People.Add(sender);
        Place(email, folder);
        return email;
    }

    /// <summary>Also in this folder, or under this label.</summary>
    public void Place(Email email, MailFolder folder)
    {
        _rows.Add(new Placement { MailboxId = folder.MailboxId, FolderId = folder.Id, EmailId = email.Id, RemoteId = $"1:{email.Id}" });
        if (!_placements.TryGetValue((folder.Id, email.ThreadId), out var placement))
        {
            placement = _placements[(folder.Id, email.ThreadId)] = new ThreadPlacement { FolderId = folder.Id, ThreadId = email.ThreadId, MailboxId = folder.MailboxId, LastAt = email.SortAt };
            _rows.Add(placement);
        }
        placement.EmailCount++;
        placement.UnreadCount += email.IsRead ? 0 : 1;
        placement.LastAt = email.SortAt > placement.LastAt ? email.SortAt : placement.LastAt;
    }

    public void Add(object row) => _rows.Add(row);

    public async Task SaveAsync()
    {
        foreach (var (thread, people) in _threads.Values)
            thread.ParticipantsJson = JsonSerializer.Serialize(people);
        await using var db = await contexts.CreateDbContextAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Folders before what lies in them: the database counts the threads as they come.
        foreach (var batch in _rows.Where(IsFrame).Chunk(5000).Concat(_rows.Where(r => !IsFrame(r)).Chunk(5000)))
        {
            db.AddRange(batch);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        await transaction.CommitAsync();
        _rows.Clear();
        _threads.Clear();
        _placements.Clear();
    }

    private static bool IsFrame(object row) => row is SimpleCrm.Access.User or SimpleCrm.Mailboxes.Mailbox or MailFolder;

    public static EmailAddress Person(string text)
    {
        var open = text.IndexOf('<');
        return open < 0 ? new EmailAddress(text, "") : new EmailAddress(text[(open + 1)..^1], text[..open].Trim());
    }

    private (EmailThread Thread, List<EmailAddress> People) NewThread(long mailboxId, string subject)
    {
        var thread = new EmailThread { MailboxId = mailboxId, Subject = subject };
        _rows.Add(thread);
        return _threads[thread.Id] = (thread, []);
    }
}
