using Microsoft.EntityFrameworkCore;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Links;

/// <summary>What the intake links and logs by itself.</summary>
public sealed class IntakeLinkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_email_is_linked_and_logged_as_it_is_taken_in()
    {
        await using var bed = await LinkBed.CreateAsync();
        var (ana, mercier, lead) = (await bed.ContactAsync("Ana", "ana@mercier.example"), await bed.CompanyAsync("Mercier", "mercier.example"), await bed.LeadAsync("Noor", "noor@palmer.example"));
        var known = await bed.TakeInAsync("Ana+Sales@MERCIER.example");
        var toLead = await bed.TakeInAsync("noor@palmer.example");
        var stranger = await bed.TakeInAsync("somebody@gmail.com");

        Assert.Equal([ana, mercier], await bed.LinksAsync(known.Id));
        Assert.Equal([lead], await bed.LinksAsync(toLead.Id));
        Assert.Empty(await bed.LinksAsync(stranger.Id));
        await using var db = bed.Sync.Db();
        var activities = await db.Activities.OrderBy(a => a.Id).ToListAsync(Stop);
        Assert.Equal([(known.Id, ActivityType.EmailReceived, known.SortAt, bed.Owner.UserId), (toLead.Id, ActivityType.EmailReceived, toLead.SortAt, bed.Owner.UserId)],
            activities.Select(a => (a.Id, a.Type, a.OccurredAt, a.UserId)));
    }

    [Fact]
    public async Task What_was_sent_is_logged_as_sent()
    {
        await using var bed = await LinkBed.CreateAsync();
        await bed.ContactAsync("Anna's friend", "bob@example.net");
        var letter = Tests.Sync.Letters.Letter(1, from: "anna@example.org") with { To = [new EmailAddress("bob@example.net", "")] };
        bed.Sync.Server.Folder("Sent").Add(letter, bed.Sync.Time.GetUtcNow());
        await bed.Sync.SyncAsync();
        await using var db = bed.Sync.Db();
        Assert.Equal((ActivityType.EmailSent, EmailDirection.Outbound), (await db.RecordLinks.Select(l => new { l.Type, l.Direction }).SingleAsync(Stop)) is var l ? (l.Type, l.Direction!.Value) : default);
    }

    [Theory]
    [InlineData("\"ContactAddresses\"")]
    [InlineData("\"ThreadPlacements\"")]
    [InlineData("COMMIT")]
    public async Task Neither_an_email_nor_its_links_are_there_without_the_other(string step)
    {
        await using var bed = await LinkBed.CreateAsync();
        await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.Sync.SyncAsync();
        bed.Arrive("ana@mercier.example");
        // Before anything is linked, with the links written, and at the very end.
        var (isLinking, failures) = (false, 0);
        bed.Sync.OnDatabase = text =>
        {
            isLinking |= text.Contains("\"ContactAddresses\"", StringComparison.Ordinal);
            if (isLinking && failures == 0 && text.Contains(step, StringComparison.Ordinal))
            {
                failures++;
                throw new IOException("the disk is full");
            }
        };
        await bed.Sync.SyncAsync();
        bed.Sync.OnDatabase = null;
        Assert.Equal(1, failures);
        await using (var db = bed.Sync.Db())
            Assert.Equal((0, 0, 0), (await db.Emails.CountAsync(Stop), await db.Activities.CountAsync(Stop), await db.RecordLinks.CountAsync(Stop)));

        await bed.Sync.SettleAsync(3);
        await using (var db = bed.Sync.Db())
            Assert.Equal((1, 1, 1), (await db.Emails.CountAsync(Stop), await db.Activities.CountAsync(Stop), await db.RecordLinks.CountAsync(Stop)));
    }

    [Fact]
    public async Task Taking_in_again_after_an_expired_cursor_links_nothing_twice()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var email = await bed.TakeInAsync("ana@mercier.example");
        bed.Sync.Server.Inbox.Validity++;
        await bed.Sync.SettleAsync(2);
        Assert.Equal([ana], await bed.LinksAsync(email.Id));
    }

    [Fact]
    public async Task Spam_is_linked_once_it_is_in_the_inbox()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var email = await bed.TakeInAsync("ana@mercier.example", folder: "Junk");
        Assert.Empty(await bed.LinksAsync(email.Id));

        var junk = bed.Sync.Server.Folder("Junk");
        junk.MoveTo(junk.Emails[0], bed.Sync.Server.Inbox);
        await bed.Sync.SettleAsync(2);
        Assert.Equal([ana], await bed.LinksAsync(email.Id));
    }

    [Fact]
    public async Task What_is_deleted_for_good_takes_its_activity_along()
    {
        await using var bed = await LinkBed.CreateAsync();
        await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.TakeInAsync("ana@mercier.example");
        bed.Sync.Server.Inbox.Remove(bed.Sync.Server.Inbox.Emails[0]);
        await bed.Sync.SettleAsync();
        await using var db = bed.Sync.Db();
        Assert.Equal((0, 0, 0), (await db.Emails.CountAsync(Stop), await db.Activities.CountAsync(Stop), await db.RecordLinks.CountAsync(Stop)));
    }

    [Fact]
    public async Task Conversations_that_turn_out_to_be_one_keep_what_was_said_of_both()
    {
        await using var bed = await LinkBed.CreateAsync();
        var palmer = await bed.CompanyAsync("Palmer", "palmer.example");
        var first = await bed.TakeInAsync("x@gmail.com");
        var second = await bed.TakeInAsync("y@gmail.com");
        await bed.Links.LinkAsync(bed.Owner, second.Id, palmer, Stop);
        bed.Sync.Server.Inbox.Add(Tests.Sync.Letters.Letter(900, from: "z@gmail.com") with { References = [first.MessageId!, second.MessageId!] }, bed.Sync.Time.GetUtcNow());
        await bed.Sync.SyncAsync();
        await using var db = bed.Sync.Db();
        var last = await db.Emails.SingleAsync(e => e.FromAddress == "z@gmail.com", Stop);
        Assert.Equal(1, await db.Threads.CountAsync(Stop));
        Assert.Equal([palmer], await bed.LinksAsync(last.Id));
    }

    [Fact]
    public async Task A_mailbox_taken_in_over_the_database_is_linked_as_the_matcher_says()
    {
        await using var bed = await LinkBed.CreateAsync();
        var people = new List<(RecordReference Contact, RecordReference Company, string Address)>();
        for (var i = 0; i < 20; i++)
        {
            var company = await bed.CompanyAsync($"Company {i}", $"company{i}.example");
            people.Add((await bed.ContactAsync($"Contact {i}", $"c{i}@company{i}.example", company.Id), company, $"c{i}@company{i}.example"));
        }
        var expected = new Dictionary<string, RecordReference[]>();
        for (var i = 0; i < 240; i++)
        {
            var (contact, company, address) = people[i % people.Count];
            var (from, wanted) = (i % 4) switch
            {
                0 => (address.Replace("@", "+x@", StringComparison.Ordinal), new[] { contact, company }),
                1 => ($"desk@eu.{address.Split('@')[1]}", [company]),
                2 => ($"{address.Split('@')[0]}@gmail.com", []),
                _ => (address.ToUpperInvariant(), [contact, company]),
            };
            expected[bed.Arrive(from, $"Subject {i}")] = wanted;
        }
        await bed.Sync.SyncAsync();
        await using var db = bed.Sync.Db();
        var emails = await db.Emails.ToDictionaryAsync(e => e.MessageId!, e => e.Id, Stop);
        foreach (var (messageId, wanted) in expected)
            Assert.Equal(wanted, await bed.LinksAsync(emails[messageId]));
    }
}
