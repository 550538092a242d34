using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Encryption;
using SimpleCrm.Insights;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sharing;
using SimpleCrm.Sync;
using SimpleCrm.Timeline;

namespace SimpleCrm.Benchmarks;

/// <summary>Lists, board, timelines and figures at 50,000 contacts and 5,000 deals, for the manager of ten people whose mailboxes hold so many emails in all and are shared by every kind of rule.</summary>
internal sealed class CrmReading(BenchmarkOptions options)
{
    private const int People = 10, Board = 500;

    public async Task RunAsync()
    {
        var comparison = new Comparison($"CRM: server work at {Linking.Contacts:N0} contacts and {Linking.Deals:N0} deals", options.Databases);
        foreach (var name in options.Databases)
        {
            await using var database = await BenchmarkDatabase.CreateAsync(name);
            await MeasureAsync(database, (what, spread) => comparison.Add(options.Emails, what, name, spread));
        }
        comparison.Print();
    }

    private async Task MeasureAsync(BenchmarkDatabase database, Action<string, Spread> add)
    {
        var contexts = Get<IDbContextFactory<SimpleCrmDbContext>>();
        var manager = new User { UserName = "mara", NormalizedUserName = "MARA", DisplayName = "Mara" };
        var team = new Team { Name = "North", ManagerId = manager.Id };
        var reps = Enumerable.Range(0, People).Select(i => new User { UserName = $"rep{i}", NormalizedUserName = $"REP{i}", DisplayName = $"Rep {i}", TeamId = team.Id }).ToList();
        var mailboxes = reps.ConvertAll(r => new Mailbox { OwnerId = r.Id, Address = $"{r.UserName}@northwind.test", Sharing = SharingLevel.Subject, SharedWith = SharingAudience.Team });
        var folders = mailboxes.ConvertAll(m => new MailFolder { MailboxId = m.Id, RemoteId = "INBOX", Name = "INBOX", Role = FolderRole.Inbox });
        foreach (var rows in (object[][])[[manager], [team], [.. reps], [.. mailboxes], [.. folders]])
            await StoreAsync(contexts, rows);
        var records = await Linking.FillAsync(contexts);
        var pipelineId = await DescribeAsync(contexts, reps);
        await StoreAsync(contexts, [new ProtectedSender { Value = "customer77.test" }, new RecordShare { Kind = RecordKind.Contact, RecordId = records[5].Id, Level = SharingLevel.Metadata }]);

        var preparation = new IntakePreparation(Get<Vault>(), TimeProvider.System);
        var intake = new Intake(contexts, Get<LiveFeed>(), TimeProvider.System);
        var each = options.Emails / People;
        for (var i = 0; i < People; i++)
            await Linking.TakeInAsync(preparation, intake, mailboxes[i], folders[i], i * each, each);
        await ShareAsync(contexts);

        var (boss, rep) = (new Viewer(manager.Id, Role.Manager, "Europe/Berlin"), new Viewer(reps[0].Id, Role.Rep, "Europe/Berlin"));
        await AddAsync("contacts, the first page", n => Get<ContactRecords>().ListAsync(rep, new RecordQuery(), default));
        await AddAsync("contacts by words", n => Get<ContactRecords>().ListAsync(rep, new RecordQuery { Text = $"contact {n * 37}" }, default));
        await AddAsync("contacts by a word of all", n => Get<ContactRecords>().ListAsync(rep, new RecordQuery { Text = "cont" }, default));
        await AddAsync("contacts by tag", n => Get<ContactRecords>().ListAsync(rep, new RecordQuery { Tag = n % 2 == 0 ? "vip" : "fair" }, default));
        await AddAsync("contacts by owner, changed last", n => Get<ContactRecords>().ListAsync(rep, new RecordQuery { OwnerId = reps[n % People].Id, Order = RecordOrder.Changed }, default));
        await AddAsync("contacts by a custom field", n => Get<ContactRecords>().ListAsync(rep, new RecordQuery { Custom = [new CustomFilter("seats", $"{n * 10}..{(n * 10) + 20}")] }, default));
        await AddAsync("contacts in the order of a custom field", n => Get<ContactRecords>().ListAsync(rep, new RecordQuery { Order = RecordOrder.Field, OrderField = "seats", Skip = n * 500 }, default));
        await AddAsync("a contact to open", n => Get<ContactRecords>().FindAsync(rep, records[1 + n].Id, default));
        await AddAsync($"board of {Board} deals", n => Get<DealRecords>().BoardAsync(rep, pipelineId, new RecordQuery { Tag = "board" }, default));
        await AddAsync("timeline of a contact", n => Get<Timelines>().ReadAsync(boss, records[1 + n], new TimelineQuery(), default));
        await AddAsync("timeline of the largest company", n => Get<Timelines>().ReadAsync(boss, records[0], new TimelineQuery(), default));
        await AddAsync("what of it is not shared, counted", n => Get<Timelines>().HiddenAsync(boss, records[0], default));
        await AddAsync("timeline of the team", n => Get<Timelines>().ReadTeamAsync(boss, team.Id, new TimelineQuery(), default));
        await AddAsync("timeline of the team, emails received by one", n => Get<Timelines>().ReadTeamAsync(boss, team.Id, new TimelineQuery { UserId = reps[n % People].Id, Types = [ActivityType.EmailReceived] }, default));
        await AddAsync("today", n => Get<Today>().ReadAsync(rep, 14, default));
        await AddAsync("figures of the team, 30 days", n => Get<TeamView>().ReadAsync(boss, 30, 14, default));

        T Get<T>() where T : notnull => database.Services.GetRequiredService<T>();

        async Task AddAsync(string what, Func<int, Task> work)
        {
            for (var warm = 0; warm < 3; warm++)
                await work(warm);
            var times = new List<double>();
            for (var run = 0; run < options.Runs * 6; run++)
            {
                var clock = Stopwatch.GetTimestamp();
                await work(run);
                times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
            add(what, Spread.Of(times));
        }
    }

    // Owners, tags, words and a custom field, as people and imports would have entered them.
    private static async Task<long> DescribeAsync(IDbContextFactory<SimpleCrmDbContext> contexts, List<User> reps)
    {
        var seats = new CustomField { Kind = RecordKind.Contact, Key = "seats", Name = "Seats", Type = CustomFieldType.Number, IsListed = true };
        await StoreAsync(contexts, [seats]);
        var random = new Random(4);
        for (var done = 0; done < Linking.Contacts; done += 5000)
        {
            await using var db = await contexts.CreateDbContextAsync();
            foreach (var contact in await db.Contacts.Include(c => c.Addresses).OrderBy(c => c.Id).Skip(done).Take(5000).ToListAsync())
            {
                Describe(contact, reps);
                contact.Words = RecordLists.Words([contact.Name, .. contact.Addresses.Select(a => a.Address)]);
                await CustomValues.ApplyAsync(db, RecordKind.Contact, contact, new Dictionary<string, string?> { ["seats"] = $"{random.Next(1000)}" }, new Mistakes(), default);
            }
            await db.SaveChangesAsync();
        }
        await using (var db = await contexts.CreateDbContextAsync())
        {
            foreach (var (at, deal) in (await db.Deals.OrderBy(d => d.Id).ToListAsync()).Index())
            {
                Describe(deal, reps);
                deal.Words = RecordLists.Words([deal.Name]);
                if (at < Board)
                    deal.Tags = "\nboard\n";
            }
            await db.SaveChangesAsync();
            return await db.Pipelines.Select(p => p.Id).SingleAsync();
        }

        void Describe(CrmRecord record, List<User> owners)
        {
            record.SortName = RecordLists.SortName(record.Name);
            record.OwnerId = owners[random.Next(owners.Count)].Id;
            record.Tags = random.Next(50) switch { 0 => "\nvip\n", < 10 => "\nfair\n", _ => "" };
            record.UpdatedAt = record.CreatedAt.AddMinutes(random.Next(100_000));
        }
    }

    // Every fiftieth conversation is shared otherwise than its mailbox.
    private static async Task ShareAsync(IDbContextFactory<SimpleCrmDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var threads = await db.Threads.OrderBy(t => t.Id).Select(t => new { t.Id, t.MailboxId }).ToListAsync();
        db.AddRange(threads.Where((_, at) => at % 50 == 0).Select((t, at) => new ThreadShare
        {
            ThreadId = t.Id,
            MailboxId = t.MailboxId,
            Level = at % 2 == 0 ? SharingLevel.Private : SharingLevel.Everything,
            Audience = SharingAudience.Everyone,
            SetAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        }));
        await db.SaveChangesAsync();
    }

    private static async Task StoreAsync(IDbContextFactory<SimpleCrmDbContext> contexts, object[] rows)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }
}
