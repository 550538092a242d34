using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sharing;
using SimpleCrm.Tests.Reading;
using SimpleCrm.Timeline;

namespace SimpleCrm.Tests.Access;

/// <summary>One conversation of two emails, of which the first belongs to a contact, and people of every role in every relation to its owner.</summary>
internal sealed class SharingBed : IAsyncDisposable
{
    private SharingBed(ReadingWorld world) => World = world;

    public ReadingWorld World { get; }
    public Viewer Owner { get; private set; } = null!;
    public IReadOnlyList<(string Relation, Viewer Viewer)> Viewers { get; private set; } = [];
    public RecordReference Contact { get; private set; } = null!;
    public long MailboxId { get; private set; }
    public long ThreadId { get; private set; }

    /// <summary>Belongs to the contact, and has a file.</summary>
    public Email Linked { get; private set; } = null!;

    /// <summary>Belongs to no record.</summary>
    public Email Loose { get; private set; } = null!;

    /// <param name="every">Every role in every relation; else one person for each relation, with the role that might open most.</param>
    public static async Task<SharingBed> CreateAsync(bool every = true)
    {
        var bed = new SharingBed(await ReadingWorld.CreateAsync());
        await bed.FillAsync(every);
        return bed;
    }

    private async Task FillAsync(bool every)
    {
        var seed = World.Seed;
        var owner = seed.User("Olga Owner");
        var (own, other) = (new Team { Name = "Own" }, new Team { Name = "Other" });
        var mailbox = seed.Mailbox(owner, "olga@northwind.test");
        var inbox = seed.Folder(mailbox, "INBOX", FolderRole.Inbox);
        Linked = seed.Email(inbox, ReadingWorld.Now.AddHours(-2), "Zebra pump offer", "The zebra price is fine.", from: "Ana Ruiz <ana@ruiz.example>", files: ["offer.pdf"]);
        Loose = seed.Email(inbox, ReadingWorld.Now.AddHours(-1), "Re: Zebra pump offer", "Privately: the zebra is not.", from: "Ana Ruiz <ana@ruiz.example>", replyTo: Linked);
        (MailboxId, ThreadId) = (mailbox.Id, Linked.ThreadId);
        var contact = new Contact { Name = "Ana Ruiz", SortName = "ana ruiz" };
        Contact = new RecordReference(RecordKind.Contact, contact.Id);
        seed.Add(contact);
        seed.Add(new Activity { Id = Linked.Id, Type = ActivityType.EmailReceived, OccurredAt = Linked.SortAt, UserId = owner.Id, MailboxId = mailbox.Id, Direction = EmailDirection.Inbound });
        seed.Add(new RecordLink
        {
            ActivityId = Linked.Id,
            Kind = RecordKind.Contact,
            RecordId = contact.Id,
            OccurredAt = Linked.SortAt,
            Type = ActivityType.EmailReceived,
            UserId = owner.Id,
            MailboxId = mailbox.Id,
            Direction = EmailDirection.Inbound,
            Rule = LinkRule.Address,
            Score = 100,
            Evidence = "ana@ruiz.example",
        });
        var people = new List<(string, Viewer)>();
        owner.TeamId = own.Id;
        foreach (var (relation, team) in new[] { ("teammate", (long?)own.Id), ("another team", other.Id), ("no team", null) })
            foreach (var role in Enum.GetValues<Role>().Where(r => every || r == (relation == "teammate" ? Role.Rep : Role.Admin)))
                people.Add((relation, Person($"{relation} {role}", role, team)));
        people.Add(("manager", Person("manager", Role.Manager, null)));
        people.Add(("manager of others", Person("manager of others", Role.Manager, null)));
        (own.ManagerId, other.ManagerId) = (people[^2].Item2.UserId, people[^1].Item2.UserId);
        await using (var db = await World.Contexts.CreateDbContextAsync())
        {
            db.AddRange(own, other);
            await db.SaveChangesAsync();
        }
        await World.SaveAndIndexAsync();
        Owner = MailSeed.ViewerOf(owner);
        Viewers = [("owner", Owner), .. people];

        Viewer Person(string name, Role role, long? teamId)
        {
            var user = seed.User(name);
            (user.Role, user.TeamId) = (role, teamId);
            return MailSeed.ViewerOf(user);
        }
    }

    public async Task ApplyAsync(SharingCase wanted)
    {
        await using var db = await World.Contexts.CreateDbContextAsync();
        await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.Sharing, wanted.Level).SetProperty(m => m.SharedWith, wanted.Audience));
        // Who is protected takes part in the email that belongs to no record: the whole conversation is closed by it.
        await db.Emails.Where(e => e.Id == Loose.Id && e.IsProtected != wanted.IsProtected).ExecuteUpdateAsync(s => s.SetProperty(e => e.IsProtected, wanted.IsProtected));
        await db.ThreadShares.ExecuteDeleteAsync();
        await db.ThreadGrants.ExecuteDeleteAsync();
        await db.RecordShares.ExecuteDeleteAsync();
        await db.ProtectedSenders.ExecuteDeleteAsync();
        await db.WorkspaceShareSettings.ExecuteDeleteAsync();
        if (wanted.Thread is var (level, audience))
            db.Add(new ThreadShare { ThreadId = ThreadId, MailboxId = MailboxId, Level = level, Audience = audience });
        if (wanted.IsGranted)
            db.AddRange(Viewers.Skip(1).Select(v => new ThreadGrant { ThreadId = ThreadId, MailboxId = MailboxId, UserId = v.Viewer.UserId, Level = SharingLevel.Everything }));
        if (wanted.Record is { } cap)
            db.Add(new RecordShare { Kind = Contact.Kind, RecordId = Contact.Id, Level = cap });
        if (wanted.IsProtected)
            db.Add(new ProtectedSender { Value = "lawyer.example" });
        if (wanted.Least != SharingLevel.Private || wanted.Most != SharingLevel.Everything)
            db.Add(new WorkspaceShareSettings { Least = wanted.Least, Most = wanted.Most });
        await db.SaveChangesAsync();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
