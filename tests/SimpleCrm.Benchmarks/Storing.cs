using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Benchmarks;

/// <summary>
/// The database's part of a backfill: emails that are fetched and read already are stored page by page, for one mailbox and for four at once,
/// and what was not indexed on the way is indexed after it. In use the indexer works beside the intake.
/// </summary>
internal sealed class Storing(BenchmarkOptions options)
{
    private const int PageSize = 250;
    private const int Several = 4;

    public async Task RunAsync()
    {
        var table = new Table("Storing a backfill, emails/s", ["mailboxes", "run", .. options.Databases.SelectMany(name => new[] { name, $"{name}, searchable" })]);
        foreach (var mailboxes in new[] { 1, Several })
        {
            for (var run = 1; run <= options.Runs; run++)
            {
                var speeds = new List<object?> { mailboxes, run };
                foreach (var name in options.Databases)
                {
                    var (stored, searchable) = await MeasureAsync(name, mailboxes);
                    speeds.AddRange([stored, searchable]);
                }
                table.Add([.. speeds]);
            }
        }
        table.Print();
    }

    private async Task<(double Stored, double Searchable)> MeasureAsync(string name, int mailboxes)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(name);
        var contexts = database.Services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>();
        var places = new List<(Mailbox Mailbox, MailFolder Folder)>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            var user = new User { UserName = "alex", NormalizedUserName = "ALEX" };
            db.Add(user);
            for (var i = 0; i < mailboxes; i++)
            {
                var mailbox = new Mailbox { OwnerId = user.Id, Address = $"alex{i}@northwind.test" };
                places.Add((mailbox, new MailFolder { MailboxId = mailbox.Id, RemoteId = "INBOX", Name = "INBOX", Role = FolderRole.Inbox }));
                db.AddRange(mailbox, places[^1].Folder);
            }
            await db.SaveChangesAsync();
        }
        var preparation = new IntakePreparation(database.Services.GetRequiredService<Vault>(), TimeProvider.System);
        var intake = new Intake(contexts, database.Services.GetRequiredService<LiveFeed>(), TimeProvider.System);
        var each = options.Emails / mailboxes;
        await StoreAsync(preparation, intake, places[0], each, PageSize);
        var indexer = database.Services.GetRequiredService<SearchIndexer>();
        await indexer.RunUntilDoneAsync(CancellationToken.None);

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(places.Select(place => Task.Run(() => StoreAsync(preparation, intake, place, 0, each))));
        var stored = clock.Elapsed;
        await indexer.RunUntilDoneAsync(CancellationToken.None);
        return (each * mailboxes / stored.TotalSeconds, each * mailboxes / clock.Elapsed.TotalSeconds);
    }

    private static async Task StoreAsync(IntakePreparation preparation, Intake intake, (Mailbox Mailbox, MailFolder Folder) place, int first, int count)
    {
        for (var done = 0; done < count; done += PageSize)
        {
            var items = Enumerable.Range(first + done, Math.Min(PageSize, count - done)).Select(n => preparation.Prepare(Email(n), place.Mailbox.Id, place.Mailbox.Address, place.Folder.Role)).ToList();
            await intake.TakeInAsync(new IntakePage
            {
                MailboxId = place.Mailbox.Id,
                FolderId = place.Folder.Id,
                FolderRole = place.Folder.Role,
                Mode = IntakeMode.Backfill,
                Items = items,
                Progress = (done, count),
            }, CancellationToken.None);
        }
    }

    private static FetchedEmail Email(int number)
    {
        var text = string.Join(' ', Enumerable.Range(0, 120).Select(i => StoredMail.Word((number * 31 + i * i) % 5000)));
        return new FetchedEmail
        {
            Remote = new RemoteEmail($"1:{number}", true, false, false),
            ReceivedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(-number),
            Size = 5000,
            Content = new ParsedEmail
            {
                MessageId = $"{number}@seed.test",
                References = number % 3 == 0 ? [] : [$"{number - number % 3}@seed.test"],
                From = new EmailAddress($"{StoredMail.Sender(number % 400)}@customer.test", "Somebody"),
                To = [new EmailAddress("alex@northwind.test", "Alex")],
                Subject = text[..40],
                BodyText = text,
                BodyHtml = $"<p>{text}</p>",
                Snippet = text[..150],
            },
        };
    }
}
