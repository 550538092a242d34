using SimpleCrm.Access;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;
using SimpleCrm.Surroundings;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Access;

/// <summary>Who sees what: every role in every relation to the owner, every level, exception and limit, on every surface. Generated, and compared with a table of its own.</summary>
public sealed class SharingMatrixTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Deciding_agrees_with_the_table_for_every_combination()
    {
        var cells = 0;
        foreach (var wanted in SharingCase.All())
            foreach (var relation in SharingCase.Relations)
            {
                var mailbox = new MailboxReach(1, "Olga", relation == "owner", relation is "teammate" or "manager", wanted.Level, wanted.Audience);
                var decision = MailSharing.Decide(mailbox, new ThreadFacts(wanted.Thread, wanted.IsGranted ? SharingLevel.Everything : null, wanted.Record, wanted.IsProtected), new SharingLimits(wanted.Least, wanted.Most));
                Assert.True(decision.Level == wanted.Expected(relation), $"{relation}: {wanted} gives {decision.Level}");
                Assert.NotEmpty(decision.Why);
                cells++;
            }
        Assert.Equal(8 * 9 * 2 * 4 * 2 * 10 * 6, cells);
    }

    [Fact]
    public async Task Every_surface_shows_what_the_table_says_and_nothing_more()
    {
        await using var bed = await SharingBed.CreateAsync(IsFull);
        var cases = SharingCase.Pairs().ToList();
        // A part that has no common divisor with the number of exceptions meets all of them; the rest is for long runs.
        foreach (var wanted in IsFull ? cases : [.. cases.Where((_, i) => i % 31 == 0)])
        {
            await bed.ApplyAsync(wanted);
            foreach (var (relation, viewer) in bed.Viewers)
                await CheckAsync(bed, wanted, relation, viewer, $"{relation} ({viewer.Role}): {wanted}");
        }
    }

    private static async Task CheckAsync(SharingBed bed, SharingCase wanted, string relation, Viewer viewer, string cell)
    {
        var expected = wanted.Expected(relation);
        var (isOwner, mayRead) = (relation == "owner", expected == SharingLevel.Everything);
        var world = bed.World;

        // Timelines: of the record, of the person, of one activity.
        var page = (await world.Get<Timelines>().ReadAsync(viewer, bed.Contact, new(), Stop))!;
        AssertShows(expected, page.Items.SingleOrDefault(), cell);
        var hidden = await world.Get<Timelines>().HiddenAsync(viewer, bed.Contact, Stop);
        Assert.True(hidden == (expected == SharingLevel.Private ? 1 : 0), $"{cell} hides {hidden}");
        AssertShows(expected, await world.Get<ActivityLog>().FindAsync(viewer, bed.Linked.Id, Stop), cell);
        AssertShows(expected, (await world.Get<Timelines>().ReadPersonAsync(viewer, new TimelineQuery { UserId = bed.Owner.UserId }, Stop)).Items.SingleOrDefault(), cell);

        AssertShows(relation == "manager" ? expected : SharingLevel.Private, (await world.Get<Timelines>().ReadTeamAsync(viewer, null, new TimelineQuery { UserId = bed.Owner.UserId }, Stop)).Items.SingleOrDefault(), $"{cell} team timeline");
        Assert.True((await world.Get<ThreadSurroundings>().ReadAsync(viewer, bed.ThreadId, Stop) is not null) == isOwner, $"{cell} what is around it");

        // Threads: one's own, and others'.
        Assert.True((await world.Get<ThreadReading>().OpenAsync(viewer, bed.ThreadId, Stop) is not null) == isOwner, cell);
        Assert.True((await world.Get<ThreadReading>().BodiesAsync(viewer, bed.ThreadId, Stop) is not null) == isOwner, cell);
        AssertShows(isOwner ? SharingLevel.Private : expected, wanted.IsWhole(relation), await world.Get<SharedThreads>().OpenAsync(viewer, bed.ThreadId, Stop), cell);

        // Content: bodies and files.
        Assert.True((await world.Get<ThreadReading>().DocumentAsync(viewer, bed.Linked.Id, new(), Stop) is not null) == mayRead, $"{cell} body");
        Assert.True((await world.Get<ThreadReading>().DocumentAsync(viewer, bed.Loose.Id, new(), Stop) is not null) == (mayRead && wanted.IsWhole(relation)), $"{cell} body of what belongs to no record");
        Assert.True((await world.Get<AttachmentArchive>().FilesAsync(viewer, bed.Linked.Id, Stop) is not null) == mayRead, $"{cell} files");

        // Lists, search and export of mail are their owner's alone.
        Assert.True((await world.ListAsync(viewer)).Rows.Count == (isOwner ? 1 : 0), $"{cell} list");
        Assert.True((await world.ListAsync(viewer, new ThreadScope { Search = "zebra" })).Rows.Count == (isOwner ? 1 : 0), $"{cell} search");
        Assert.True((await world.Get<EmailList>().GetInboxAsync(viewer, new EmailListQuery { Q = "zebra" }, Stop)).Items.Count == (isOwner ? 2 : 0), $"{cell} API's search");
        Assert.True((await world.Get<EmailLinks>().ListAsync(viewer, bed.Linked.Id, Stop) is not null) == isOwner, $"{cell} links");
        if (!isOwner)
            Assert.True(await world.Get<AttachmentReading>().SourceAsync(viewer, bed.Linked.Id, Stop) is null, $"{cell} export");

        await CheckSearchAsync(bed, isOwner ? SharingLevel.Private : expected, wanted.IsWhole(relation), viewer, cell);

        // Only who sees a part can ask for the rest; and who sees none, at the record.
        Assert.True((await world.Get<ThreadSharing>().FindAsync(viewer, bed.ThreadId, Stop) is not null) == isOwner, $"{cell} sharing");
    }

    // By every part of the two emails: words wanted and not wanted, facts, and what is the owner's alone.
    private static async Task CheckSearchAsync(SharingBed bed, SharingLevel expected, bool isWhole, Viewer viewer, string cell)
    {
        var (seen, subject, all) = (expected > SharingLevel.Private, expected >= SharingLevel.Subject, expected == SharingLevel.Everything);
        foreach (var (search, isFound) in new[]
        {
            ("from:ruiz", seen), ("to:alex", seen), ("ana winter", seen), ("after:2026-11-19", seen), ("before:2026-11-19", false),
            ("zebra", subject), ("subject:\"pump offer\"", subject), ("ana pum", subject),
            ("price", all), ("privately", all && isWhole), ("ana price", all), ("filename:offer", all), ("has:attachment", all), ("-has:attachment", all && isWhole), ("larger:1k", all), ("smaller:1M", all),
            ("ana -zebra", seen && !subject), ("ana -subject:pump", seen && !subject), ("ana -price", seen && !(all && !isWhole)), ("-price -privately", seen && !all), ("ana -filename:offer", seen && !(all && !isWhole)),
            ("ana -from:ruiz", false), ("ana -to:alex", false), ("ana in:inbox", false), ("ana in:anywhere", false), ("ana is:read", false), ("ana -is:starred", false), ("", false),
        })
        {
            var page = await bed.World.Get<SharedMailSearch>().FindAsync(viewer, search, 0, 10, Stop);
            Assert.True(page.Rows.Count == (isFound ? 1 : 0), $"{cell} shared search “{search}” finds {page.Rows.Count}");
            Assert.False(page.HasMore, cell);
            foreach (var row in page.Rows)
            {
                Assert.True((row.ThreadId, row.Level, row.OwnerName) == (bed.ThreadId, expected, "Olga Owner"), $"{cell} shared search says {row}");
                Assert.True((row.Subject is not null, row.Snippet is not null) == (subject, all), $"{cell} shared search “{search}” shows {row}");
                Assert.True(all || row.SnippetMarks.Count == 0 && (subject || row.SubjectMarks.Count == 0), $"{cell} shared search marks");
            }
        }
    }

    private static void AssertShows(SharingLevel expected, ActivityView? shown, string cell)
    {
        Assert.True((shown is null) == (expected == SharingLevel.Private), $"{cell} timeline");
        if (shown is null)
            return;
        Assert.True(shown.Level == expected, $"{cell} shows {shown.Level}");
        Assert.True((shown.Subject is not null) == expected >= SharingLevel.Subject, $"{cell} subject");
        Assert.True((shown.Text is not null) == expected >= SharingLevel.Everything, $"{cell} text");
        Assert.True(shown.From is not null, cell);
    }

    private static void AssertShows(SharingLevel expected, bool isWhole, SharedThreadView? shown, string cell)
    {
        Assert.True((shown is null) == (expected == SharingLevel.Private), $"{cell} shared thread");
        if (shown is null)
            return;
        Assert.True(shown.Level == expected, $"{cell} shared thread shows {shown.Level}");
        Assert.True(shown.Emails.Count == (isWhole ? 2 : 1) && shown.Hidden == (isWhole ? 0 : 1), $"{cell} shows {shown.Emails.Count} emails and hides {shown.Hidden}");
        Assert.True((shown.Subject is not null) == expected >= SharingLevel.Subject, $"{cell} subject");
        Assert.All(shown.Emails, e => Assert.True((e.Subject is not null) == expected >= SharingLevel.Subject, $"{cell} subject of an email"));
        Assert.All(shown.Emails, e => Assert.True((e.Snippet is not null) == expected >= SharingLevel.Everything, $"{cell} first words"));
        Assert.True(shown.Emails.Sum(e => e.Attachments.Count) == (expected >= SharingLevel.Everything ? 1 : 0), $"{cell} files");
    }
}
