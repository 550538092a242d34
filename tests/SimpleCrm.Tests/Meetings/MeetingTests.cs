using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Meetings;
using SimpleCrm.Tests.Links;
using SimpleCrm.Tests.Sync;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Meetings;

public sealed class MeetingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_shows_and_a_newer_one_and_a_cancellation_are_told()
    {
        await using var bed = await LinkBed.CreateAsync();
        var first = await TakeInAsync(bed, 1, Invitations.Part());
        Assert.True((await MeetingAsync(bed, first)).CanAnswer);

        var second = await TakeInAsync(bed, 2, Invitations.Part(sequence: 1, start: "DTSTART:20260311T090000Z"));
        Assert.Equal((true, false), ((await MeetingAsync(bed, first)).IsOutdated, (await MeetingAsync(bed, first)).CanAnswer));
        Assert.True((await MeetingAsync(bed, second)).CanAnswer);

        await TakeInAsync(bed, 3, Invitations.Part("CANCEL", sequence: 1));
        Assert.Equal((true, false), ((await MeetingAsync(bed, second)).IsCancelled, (await MeetingAsync(bed, second)).CanAnswer));
    }

    [Fact]
    public async Task Calling_off_one_date_leaves_the_others_of_a_series()
    {
        await using var bed = await LinkBed.CreateAsync();
        var series = await TakeInAsync(bed, 1, Invitations.Part(more: "RRULE:FREQ=WEEKLY"));
        await TakeInAsync(bed, 2, Invitations.Part("CANCEL", sequence: 1, more: "RECURRENCE-ID:20260317T090000Z"));
        Assert.True((await MeetingAsync(bed, series)).CanAnswer);
    }

    [Fact]
    public async Task A_timeline_of_meetings_holds_invitations()
    {
        await using var bed = await LinkBed.CreateAsync();
        var claire = await bed.ContactAsync("Claire", "claire@mercier.example");
        var invitation = await TakeInAsync(bed, 1, Invitations.Part());
        await bed.TakeInAsync("claire@mercier.example");
        var page = (await bed.Timelines.ReadAsync(bed.Owner, claire, new TimelineQuery { Types = [ActivityType.Meeting] }, Stop))!;
        var shown = Assert.Single(page.Items);
        Assert.Equal((invitation.Id, "Room 4"), (shown.Id, shown.Meeting!.Location));
        Assert.Equal(2, (await bed.Timelines.ReadAsync(bed.Owner, claire, new TimelineQuery(), Stop))!.Items.Count);
    }

    [Fact]
    public async Task The_meeting_goes_with_its_email()
    {
        await using var bed = await LinkBed.CreateAsync();
        var email = await TakeInAsync(bed, 1, Invitations.Part());
        await using var db = bed.Sync.Db();
        await db.Emails.Where(e => e.Id == email.Id).ExecuteDeleteAsync(Stop);
        Assert.Empty(await db.EmailMeetings.ToListAsync(Stop));
    }

    private static async Task<Email> TakeInAsync(LinkBed bed, int number, string calendar)
    {
        bed.Sync.Time.Advance(TimeSpan.FromMinutes(1));
        var letter = Letters.Letter(1000 + number, null, "claire@mercier.example", "Review") with { SentAt = bed.Sync.Time.GetUtcNow(), Calendar = calendar };
        bed.Sync.Server.Folder("INBOX").Add(letter, bed.Sync.Time.GetUtcNow());
        await bed.Sync.SyncAsync();
        await using var db = bed.Sync.Db();
        return await db.Emails.SingleAsync(e => e.MessageId == letter.MessageId, Stop);
    }

    private static async Task<MeetingView> MeetingAsync(LinkBed bed, Email email)
    {
        await using var db = bed.Sync.Db();
        return (await MeetingViews.LoadAsync(db, [email.Id], Stop))[email.Id];
    }
}
