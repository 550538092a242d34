using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Encryption;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using SimpleCrm.Timeline;

namespace SimpleCrm.Benchmarks;

/// <summary>What linking to 50,000 contacts adds to storing a backfill, what old mail of new records costs, and pages of timelines.</summary>
internal sealed class Linking(BenchmarkOptions options)
{
    public const int Contacts = 50_000, Deals = 5_000;
    private const int Companies = 10_000, PageSize = 100, Pages = 100;

    public async Task RunAsync()
    {
        var table = new Table($"Linking {options.Emails} emails to {Contacts} contacts", ["database", "storing µs an email", "without records", "matching alone", "timeline page p50 ms", "p95", "largest company p95", "old mail s"]);
        foreach (var name in options.Databases)
        {
            var (without, _) = await StoreAsync(name, withRecords: false);
            var (with, figures) = await StoreAsync(name, withRecords: true);
            table.Add([name, with, without, .. figures]);
        }
        table.Print();
    }

    private async Task<(double Micros, object?[] Figures)> StoreAsync(string name, bool withRecords)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(name);
        var contexts = database.Services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>();
        var user = new User { UserName = "alex", NormalizedUserName = "ALEX" };
        var mailbox = new Mailbox { OwnerId = user.Id, Address = "alex@northwind.test" };
        var folder = new MailFolder { MailboxId = mailbox.Id, RemoteId = "INBOX", Name = "INBOX", Role = FolderRole.Inbox };
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.AddRange(user, mailbox, folder);
            await db.SaveChangesAsync();
        }
        var records = withRecords ? await FillAsync(contexts) : [];
        var preparation = new IntakePreparation(database.Services.GetRequiredService<Vault>(), TimeProvider.System);
        var intake = new Intake(contexts, database.Services.GetRequiredService<LiveFeed>(), TimeProvider.System);
        await TakeInAsync(preparation, intake, mailbox, folder, options.Emails, PageSize);
        var clock = Stopwatch.StartNew();
        await TakeInAsync(preparation, intake, mailbox, folder, 0, options.Emails);
        var micros = clock.Elapsed.TotalMicroseconds / options.Emails;
        return (micros, withRecords ? await ReadAsync(database, new Viewer(user.Id, Role.Rep, "UTC"), records) : []);
    }

    private static async Task<object?[]> ReadAsync(BenchmarkDatabase database, Viewer viewer, List<RecordReference> records)
    {
        var timelines = database.Services.GetRequiredService<Timelines>();
        await timelines.ReadAsync(viewer, records[0], new TimelineQuery(), CancellationToken.None);
        var usual = await TimesAsync(timelines, viewer, records.Skip(1).Take(Pages));
        var largest = await TimesAsync(timelines, viewer, Enumerable.Repeat(records[0], Pages));
        var contexts = database.Services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
            await db.ContactAddresses.Where(a => a.ContactId == records[1].Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsUnmatched, true));
        var clock = Stopwatch.StartNew();
        await database.Services.GetRequiredService<OldMailLinking>().RunUntilDoneAsync(CancellationToken.None);
        return [await MatchAsync(contexts), usual[usual.Count / 2], usual[usual.Count * 95 / 100], largest[largest.Count * 95 / 100], clock.Elapsed.TotalSeconds];
    }

    // Reading what is known and matching, page by page, with nothing stored: microseconds an email.
    private static async Task<double> MatchAsync(IDbContextFactory<SimpleCrmDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var emails = await db.Emails.AsNoTracking().OrderBy(e => e.Id).ToListAsync();
        var clock = Stopwatch.StartNew();
        foreach (var page in emails.Chunk(PageSize))
        {
            var wanted = page.Select(EmailToMatch.Of).ToList();
            var (own, _) = await EmailLinking.MailboxesAsync(db, CancellationToken.None);
            var known = await db.KnownRecordsAsync(wanted, own, CancellationToken.None);
            foreach (var email in wanted)
                LinkMatcher.Match(email, known);
        }
        return clock.Elapsed.TotalMicroseconds / emails.Count;
    }

    private static async Task<List<double>> TimesAsync(Timelines timelines, Viewer viewer, IEnumerable<RecordReference> records)
    {
        var times = new List<double>();
        foreach (var record in records)
        {
            var clock = Stopwatch.StartNew();
            await timelines.ReadAsync(viewer, record, new TimelineQuery(), CancellationToken.None);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return [.. times.Order()];
    }

    // The first record is the company of which every tenth email is.
    public static async Task<List<RecordReference>> FillAsync(IDbContextFactory<SimpleCrmDbContext> contexts)
    {
        var now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var companies = Enumerable.Range(0, Companies).Select(i => new Company { Name = $"Company {i}", CreatedAt = now, Domains = [new CompanyDomain { Domain = $"customer{i}.test", IsUnmatched = false }] }).ToList();
        var contacts = Enumerable.Range(0, Contacts).Select(i => new Contact
        {
            Name = $"Contact {i}",
            CompanyId = companies[i % Companies].Id,
            CreatedAt = now,
            Addresses = [new ContactAddress { Address = Address(i), IsUnmatched = false }],
        }).ToList();
        var pipeline = new Pipeline { Name = "Sales", Stages = [new Stage { Name = "New" }] };
        var deals = Enumerable.Range(0, Deals).Select(i => new Deal
        {
            Name = $"Deal {i}",
            PipelineId = pipeline.Id,
            StageId = pipeline.Stages[0].Id,
            CompanyId = companies[i * 2].Id,
            CreatedAt = now,
            Contacts = [new DealContact { ContactId = contacts[i * 2].Id }],
        }).ToList();
        foreach (var batch in new object[] { pipeline }.Concat(companies).Concat(contacts).Concat(deals).Chunk(5000))
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.AddRange(batch);
            await db.SaveChangesAsync();
        }
        return [new(RecordKind.Company, companies[0].Id), .. contacts.Skip(1).Select(c => new RecordReference(RecordKind.Contact, c.Id))];
    }

    public static async Task TakeInAsync(IntakePreparation preparation, Intake intake, Mailbox mailbox, MailFolder folder, int first, int count)
    {
        for (var done = 0; done < count; done += PageSize)
        {
            var items = Enumerable.Range(first + done, Math.Min(PageSize, count - done)).Select(n => preparation.Prepare(Email(n), mailbox.Id, mailbox.Address, folder.Role)).ToList();
            await intake.TakeInAsync(new IntakePage { MailboxId = mailbox.Id, FolderId = folder.Id, FolderRole = folder.Role, Mode = IntakeMode.Backfill, Items = items, Progress = (done, count) }, CancellationToken.None);
        }
    }

    private static string Address(int contact) => contact % 4 == 3 ? $"person{contact}@gmail.com" : $"person{contact}@customer{contact % Companies}.test";

    // Of three in four emails the sender is known; every tenth is of one company.
    private static FetchedEmail Email(int number) => new()
    {
        Remote = new RemoteEmail($"1:{number}", true, false, false),
        ReceivedAt = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(-number),
        Size = 5000,
        Content = new ParsedEmail
        {
            MessageId = $"{number}@seed.test",
            References = number % 3 == 0 ? [] : [$"{number - number % 3}@seed.test"],
            From = new EmailAddress(number % 10 == 0 ? "person0@customer0.test" : number % 4 == 0 ? $"stranger{number}@elsewhere{number % 900}.test" : Address((number - number % 3) * 7 % 3000 + 1), "Somebody"),
            To = [new EmailAddress("alex@northwind.test", "Alex")],
            Cc = number % 5 == 0 ? [new EmailAddress(Address(number % Contacts), "")] : [],
            Subject = $"About {StoredMail.Word(number % 5000)}",
            BodyText = "Dear Alex",
            Snippet = "Dear Alex",
        },
    };
}
