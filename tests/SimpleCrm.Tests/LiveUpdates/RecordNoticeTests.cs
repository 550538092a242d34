using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Tests.Reading;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.LiveUpdates;

/// <summary>Whatever changes a record, or its timeline, is told to those who listen for it.</summary>
public sealed class RecordNoticeTests : IAsyncLifetime
{
    private readonly List<LiveChange> _heard = [];
    private ReadingWorld _world = null!;
    private Viewer _alex = null!;
    private Email _letter = null!;
    private IDisposable? _listening;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync();
        var alex = _world.Seed.User("alex");
        _alex = MailSeed.ViewerOf(alex);
        _letter = _world.Seed.Email(_world.Seed.Folder(_world.Seed.Mailbox(alex, "alex@northwind.test"), "INBOX", FolderRole.Inbox), ReadingWorld.Now, from: "Ana <ana@mercier.example>");
        await _world.Seed.SaveAsync();
        _listening = Feed.Subscribe(12, change =>
        {
            lock (_heard)
                _heard.Add(change);
            return Task.CompletedTask;
        }, Rethrow, hearsRecords: true);
    }

    public ValueTask DisposeAsync()
    {
        _listening?.Dispose();
        return _world.DisposeAsync();
    }

    private LiveFeed Feed => _world.Get<LiveFeed>();
    private ContactRecords Contacts => _world.Get<ContactRecords>();

    [Fact]
    public async Task Storing_deleting_restoring_and_giving_away_are_told()
    {
        var ana = (await Contacts.SaveAsync(_alex, null, 0, new ContactContent { Name = "Ana" }, Stop)).Stored!;
        var record = new RecordReference(RecordKind.Contact, ana.Id);
        Assert.Contains(record, Heard());
        await Contacts.SaveAsync(_alex, ana.Id, 1, new ContactContent { Name = "Ana Ruiz" }, Stop);
        Assert.Contains(record, Heard());
        await Contacts.AssignAsync(_alex, [ana.Id], _alex.UserId, Stop);
        Assert.Contains(record, Heard());
        await Contacts.DeleteAsync(_alex, [ana.Id], Stop);
        Assert.Contains(record, Heard());
        await Contacts.RestoreAsync(_alex, ana.Id, Stop);
        Assert.Contains(record, Heard());
    }

    [Fact]
    public async Task What_is_logged_changed_deleted_and_brought_back_is_told()
    {
        var record = new RecordReference(RecordKind.Contact, (await Contacts.SaveAsync(_alex, null, 0, new ContactContent { Name = "Ana" }, Stop)).Stored!.Id);
        Heard();
        var log = _world.Get<ActivityLog>();
        var content = new ActivityContent { Type = ActivityType.Note, Text = "A note", Records = [record] };
        var note = (await log.SaveAsync(_alex, null, 0, content, Stop)).Stored!;
        Assert.Equal([record], Heard());
        await log.SaveAsync(_alex, note.Id, 1, content with { Text = "Another" }, Stop);
        Assert.Equal([record], Heard());
        var deleted = (await log.DeleteAsync(_alex, note.Id, Stop))!;
        Assert.Equal([record], Heard());
        await log.RestoreAsync(_alex, deleted, Stop);
        Assert.Equal([record], Heard());
    }

    [Fact]
    public async Task A_linked_email_is_told_and_what_is_refused_is_not()
    {
        var record = new RecordReference(RecordKind.Contact, (await Contacts.SaveAsync(_alex, null, 0, new ContactContent { Name = "Ana" }, Stop)).Stored!.Id);
        Heard();
        await _world.Get<EmailLinks>().LinkAsync(_alex, _letter.Id, record, Stop);
        Assert.Equal([record], Heard());
        await Contacts.SaveAsync(_alex, record.Id, 1, new ContactContent { Name = "" }, Stop);
        await Contacts.SaveAsync(_alex, record.Id, 7, new ContactContent { Name = "Too late" }, Stop);
        Assert.Empty(Heard());
    }

    [Fact]
    public async Task Only_those_who_asked_hear_of_records()
    {
        var quiet = 0;
        using var own = Feed.Subscribe(12, change => Task.FromResult(quiet += change.Records.Count), Rethrow);
        await Contacts.SaveAsync(_alex, null, 0, new ContactContent { Name = "Ana" }, Stop);
        Assert.NotEmpty(Heard());
        Assert.Equal(0, quiet);
    }

    // A marker comes last: what was told before it has been heard.
    private HashSet<RecordReference> Heard()
    {
        var marker = new RecordReference(RecordKind.Lead, -RowId.Next());
        Feed.Publish(new LiveChange { MailboxId = 0, OwnerId = 0, Records = [marker] });
        SpinWait.SpinUntil(() =>
        {
            lock (_heard)
                return _heard.Exists(c => c.Records.Contains(marker));
        }, TimeSpan.FromSeconds(20));
        lock (_heard)
        {
            var records = _heard.SelectMany(c => c.Records).Where(r => r.Id > 0).ToHashSet();
            _heard.Clear();
            return records;
        }
    }

    private static Task Rethrow(Exception exception) => Task.FromException(exception);
}
