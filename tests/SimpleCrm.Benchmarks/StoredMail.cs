using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Benchmarks;

/// <summary>
/// A database holding so many emails of one person, written straight into its tables, and as many of somebody else. The words follow Zipf's law over a vocabulary
/// of 60,000, so that there are words in nearly every email, in some and in almost none.
/// </summary>
internal sealed class StoredMail : IAsyncDisposable
{
    private const int EmailsPerThread = 3;
    private static readonly DateTime Newest = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly BenchmarkDatabase _database;
    private readonly Random _random = new(1);
    private readonly double[] _weights = new double[60_000];

    private StoredMail(BenchmarkDatabase database, int emails)
    {
        (_database, Emails) = (database, emails);
        var sum = 0.0;
        for (var i = 0; i < _weights.Length; i++)
            _weights[i] = sum += 1.0 / (i + 3);
    }

    public int Emails { get; }
    public Viewer Viewer { get; private set; } = null!;
    public List<long> Threads { get; } = [];

    public T Get<T>() where T : notnull => _database.Services.GetRequiredService<T>();

    /// <param name="database">One of <see cref="BenchmarkDatabase.Names"/>.</param>
    public static async Task<StoredMail> CreateAsync(string database, int emails)
    {
        var mail = new StoredMail(await BenchmarkDatabase.CreateAsync(database), emails);
        mail.Viewer = await mail.FillAsync("alex", mail.Threads);
        await mail.FillAsync("other", []);
        return mail;
    }

    /// <summary>The n-th most frequent word.</summary>
    public static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var rest = rank + 17; rest > 0; rest /= 80)
            word.Append("bcdfghklmnprstvz"[rest % 16]).Append("aeiou"[rest / 16 % 5]);
        return word.ToString();
    }

    public static string Sender(int number) => $"{Word(number * 7 % 900)}.{Word(number % 800)}";

    private async Task<Viewer> FillAsync(string name, List<long> threads)
    {
        var contexts = Get<IDbContextFactory<SimpleCrmDbContext>>();
        await using var db = await contexts.CreateDbContextAsync();
        var user = new User { Id = RowId.Next(), UserName = name, NormalizedUserName = name, SecurityStamp = name };
        var mailbox = new Mailbox { OwnerId = user.Id, Address = $"{name}@northwind.test" };
        var inbox = new MailFolder { MailboxId = mailbox.Id, Name = "INBOX", RemoteId = "INBOX", Role = FolderRole.Inbox };
        var sent = new MailFolder { MailboxId = mailbox.Id, Name = "Sent", RemoteId = "Sent", Role = FolderRole.Sent };
        var trash = new MailFolder { MailboxId = mailbox.Id, Name = "Trash", RemoteId = "Trash", Role = FolderRole.Trash };
        var project = new MailFolder { MailboxId = mailbox.Id, Name = "Project", RemoteId = "Project" };
        db.AddRange(user, mailbox, inbox, sent, trash, project);
        await db.SaveChangesAsync();

        await using var transaction = await db.Database.BeginTransactionAsync();
        var step = TimeSpan.FromDays(900) / Emails;
        for (var done = 0; done < Emails;)
        {
            var emails = new List<Email>();
            var bodies = new List<EmailBody>();
            var attachments = new List<Attachment>();
            var placements = new List<Placement>();
            var threadRows = new List<EmailThread>();
            var threadPlacements = new List<ThreadPlacement>();
            while (emails.Count < 2000 && done < Emails)
            {
                var thread = new EmailThread { MailboxId = mailbox.Id, Subject = Text(5) };
                var sender = new EmailAddress($"{Sender(done)}@customer{done % 700}.test", $"{Word(done * 7 % 900)} {Word(done % 800)}");
                for (var i = 0; i < EmailsPerThread && done < Emails; i++, done++)
                {
                    var outbound = i == 1;
                    var folder = outbound ? sent : done % 400 == 0 ? project : done % 50 == 0 ? trash : inbox;
                    var at = Newest - (done * step) - TimeSpan.FromMinutes(_random.Next(600));
                    var text = Text(40 + _random.Next(220));
                    var email = new Email
                    {
                        MailboxId = mailbox.Id,
                        ThreadId = thread.Id,
                        MessageId = $"{done}@seed.test",
                        FromAddress = outbound ? mailbox.Address : sender.Email,
                        FromName = outbound ? "Alex Winter" : sender.Name,
                        PeopleJson = JsonSerializer.Serialize(new EmailPeople { To = [outbound ? sender : new EmailAddress(mailbox.Address, "Alex Winter")] }),
                        Subject = thread.Subject,
                        Snippet = text[..Math.Min(150, text.Length)],
                        SentAt = at,
                        ReceivedAt = at,
                        SortAt = at,
                        Direction = outbound ? EmailDirection.Outbound : EmailDirection.Inbound,
                        Status = EmailStatus.Delivered,
                        IsRead = done % 40 != 0,
                        IsStarred = done % 900 == 0,
                        HasAttachments = done % 7 == 0,
                        Size = 4000 + _random.Next(20_000),
                    };
                    emails.Add(email);
                    bodies.Add(new EmailBody
                    {
                        EmailId = email.Id,
                        TextCipher = Get<Vault>().EncryptText(text, $"EmailBodies:{email.Id}:Text"),
                        HtmlCipher = Get<Vault>().EncryptText($"<html><body><p>{text.Replace(" ka ", "</p><p>")}</p><img src=\"https://x.test/{done}.png\"></body></html>", $"EmailBodies:{email.Id}:Html"),
                    });
                    if (email.HasAttachments)
                        attachments.Add(new Attachment { EmailId = email.Id, ExternalId = "2", FileName = $"{Word(_random.Next(5000))}.pdf", MimeType = "application/pdf", Size = 100_000 });
                    placements.Add(new Placement { MailboxId = mailbox.Id, FolderId = folder.Id, EmailId = email.Id, RemoteId = $"1:{done}" });
                    if (threadPlacements.LastOrDefault(p => p.ThreadId == thread.Id && p.FolderId == folder.Id) is not { } place)
                        threadPlacements.Add(place = new ThreadPlacement { FolderId = folder.Id, ThreadId = thread.Id, MailboxId = mailbox.Id });
                    place.EmailCount++;
                    place.UnreadCount += email.IsRead ? 0 : 1;
                    place.LastAt = at > place.LastAt ? at : place.LastAt;
                    thread.EmailCount++;
                    thread.UnreadCount += email.IsRead ? 0 : 1;
                    thread.IsStarred |= email.IsStarred;
                    thread.HasAttachments |= email.HasAttachments;
                    if (at > thread.LastAt)
                        (thread.LastAt, thread.LastEmailId, thread.Snippet) = (at, email.Id, email.Snippet);
                }
                thread.ParticipantsJson = JsonSerializer.Serialize(new[] { sender, new EmailAddress(mailbox.Address, "Alex Winter") });
                threadRows.Add(thread);
                threads.Add(thread.Id);
            }
            await db.InsertAllAsync(threadRows, default);
            await db.InsertAllAsync(emails, default);
            await db.InsertAllAsync(bodies, default);
            await db.InsertAllAsync(attachments, default);
            await db.InsertAllAsync(placements, default);
            await db.InsertAllAsync(threadPlacements, default);
        }
        await transaction.CommitAsync();
        return new Viewer(user.Id, Role.Rep, "Europe/Berlin");
    }

    private string Text(int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            var at = Array.BinarySearch(_weights, _random.NextDouble() * _weights[^1]);
            text.Append(Word(Math.Min(at < 0 ? ~at : at, _weights.Length - 1))).Append(' ');
        }
        return text.ToString(0, text.Length - 1);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
