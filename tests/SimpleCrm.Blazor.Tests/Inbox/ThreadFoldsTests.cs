using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Inbox;

public sealed class ThreadFoldsTests
{
    private static EmailView Email(long id, bool isRead = true) => new()
    {
        Id = id,
        ThreadId = 1,
        MailboxId = 1,
        From = MailSeed.Ana,
        To = [MailSeed.Maya],
        Cc = [],
        Bcc = [],
        ReplyTo = [],
        Subject = "",
        Snippet = "",
        ReceivedAt = default,
        Direction = EmailDirection.Inbound,
        Status = EmailStatus.Delivered,
        IsRead = isRead,
        Attachments = [],
    };

    private static ThreadView Thread(params EmailView[] emails) => new(1, 1, "", [], emails, []);

    [Fact]
    public void A_long_past_shows_its_ends_and_how_many_lie_between()
    {
        var view = Thread([.. Enumerable.Range(1, 12).Select(i => Email(i))]);
        var folds = new ThreadFolds();
        folds.Open(view);
        var parts = folds.Parts(view);
        Assert.Equal([1, 10, 11], parts[0].Folded.Select(e => e.Id));
        Assert.Equal(8, parts[0].Hidden);
        Assert.Equal(12, parts[1].Email!.Id);
        folds.ShowAll();
        Assert.Equal(11, folds.Parts(view)[0].Folded.Count);
    }

    [Fact]
    public void Unread_emails_between_read_ones_part_the_past()
    {
        var view = Thread(Email(1), Email(2, isRead: false), Email(3), Email(4));
        var folds = new ThreadFolds();
        folds.Open(view);
        Assert.Equal([null, 2L, null, 4L], folds.Parts(view).Select(p => p.Email?.Id));
        Assert.True(folds.IsFresh(2));
    }

    [Fact]
    public void What_comes_later_is_open_and_what_was_folded_by_hand_stays_so()
    {
        var folds = new ThreadFolds();
        folds.Open(Thread(Email(1), Email(2)));
        folds.Toggle(2);
        Assert.True(folds.Follow(Thread(Email(1), Email(2), Email(3, isRead: false))));
        Assert.False(folds.IsOpen(2));
        Assert.True(folds.IsOpen(3));
        Assert.False(folds.Follow(Thread(Email(1), Email(2), Email(3))));
    }
}
