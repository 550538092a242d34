using SimpleCrm.Access;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Reading;

public sealed class EmailListTests : IAsyncLifetime
{
    private ReadingWorld _world = null!;
    private Viewer _alex = null!;
    private Viewer _bea = null!;
    private MailFolder _deals = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync();
        var seed = _world.Seed;
        var user = seed.User("alex");
        (_alex, _bea) = (MailSeed.ViewerOf(user), MailSeed.ViewerOf(seed.User("bea")));
        foreach (var address in new[] { "one@x.test", "two@x.test" })
        {
            var mailbox = seed.Mailbox(user, address);
            var inbox = seed.Folder(mailbox, "INBOX", FolderRole.Inbox);
            _deals = seed.Folder(mailbox, "Deals");
            // Groups of five share a second, across mailboxes too.
            for (var i = 0; i < 60; i++)
                seed.Email(inbox, ReadingWorld.Now.AddMinutes(-(i / 5)), $"{address} {i}", "common", read: i % 10 != 0);
            seed.Email(_deals, ReadingWorld.Now.AddDays(-1), $"{address} deal", "common");
        }
        await _world.SaveAndIndexAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(null, null, false, 120)]
    [InlineData("inbox", null, false, 120)]
    [InlineData("Deals", null, false, 2)]
    [InlineData("all", null, false, 122)]
    [InlineData(null, "common", false, 122)]
    [InlineData(null, "common", true, 12)]
    [InlineData(null, null, true, 12)]
    [InlineData("deals", "common", false, 2)]
    [InlineData(null, "in:deals", false, 2)]
    [InlineData("inbox", "in:deals", false, 0)]
    [InlineData(null, "in:nowhere", false, 0)]
    public async Task Pages_hold_every_email_once_newest_first(string? folder, string? q, bool unread, int count)
    {
        var items = new List<EmailItem>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(_alex, new EmailListQuery { Folder = folder, Q = q, Unread = unread, PageSize = 7, Cursor = cursor });
            Assert.Null(page.BadField);
            Assert.InRange(page.Items.Count, count == 0 ? 0 : 1, 7);
            items.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(count, items.Select(i => i.Id).Distinct().Count());
        Assert.Equal(count, items.Count);
        Assert.Equal(items.Select(i => i.ReceivedAt).OrderDescending(), items.Select(i => i.ReceivedAt));
        Assert.Empty((await GetAsync(_bea, new EmailListQuery { Q = q, Unread = unread })).Items);
    }

    [Fact]
    public async Task A_folder_is_named_by_its_id_too_and_pages_have_a_limit()
    {
        Assert.Single((await GetAsync(_alex, new EmailListQuery { Folder = _deals.Id.ToString() })).Items);
        Assert.Equal(60, (await GetAsync(_alex, new EmailListQuery { MailboxId = _deals.MailboxId, PageSize = 5000 })).Items.Count);
        Assert.Equal(100, (await GetAsync(_alex, new EmailListQuery { PageSize = 5000 })).Items.Count);
        Assert.Equal(50, (await GetAsync(_alex, new EmailListQuery { PageSize = 0 })).Items.Count);
    }

    [Theory]
    [InlineData("cursor", "zzz")]
    [InlineData("cursor", "1-2")]
    [InlineData("cursor", "-1-2-3")]
    [InlineData("cursor", "1-ffffffffffffffff-3")]
    [InlineData("folder", "nowhere")]
    public async Task What_cannot_be_served_is_named(string field, string value)
    {
        var page = await GetAsync(_alex, new EmailListQuery { Cursor = field == "cursor" ? value : null, Folder = field == "folder" ? value : null });

        Assert.Equal(field, page.BadField);
        Assert.Equal("mailboxId", (await GetAsync(_bea, new EmailListQuery { MailboxId = _deals.MailboxId })).BadField);
        Assert.Equal("folder", (await GetAsync(_bea, new EmailListQuery { Folder = _deals.Id.ToString() })).BadField);
    }

    private Task<EmailPage> GetAsync(Viewer viewer, EmailListQuery query) => _world.Get<EmailList>().GetInboxAsync(viewer, query, CancellationToken.None);
}
