using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

public sealed class GmailSyncTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private GmailHost _host = null!;
    private IMailboxSession _session = null!;
    private int _delivered;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await GmailHost.StartAsync();
        _session = await _host.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _host.DisposeAsync();
    }

    private string Deliver(string subject, params string[] labels)
    {
        var at = Day.AddMinutes(_delivered++);
        return labels.Length == 0 ? _host.Mailbox.Deliver(TestEmails.Simple(subject), at) : _host.Mailbox.Add(TestEmails.Simple(subject), at, labels);
    }

    private async Task<string[]> IdsAsync(string folder) => [.. (await _session.ListEmailsAsync(folder, Token)).Emails.Select(e => e.RemoteId)];

    [Fact]
    public async Task Labels_are_folders_and_all_mail_holds_what_is_not_thrown_away()
    {
        var clients = _host.Mailbox.CreateLabel("Clients");
        var acme = _host.Mailbox.CreateLabel("Clients/Acme");
        var orphan = _host.Mailbox.CreateLabel("Nobody/Here");
        var labelled = Deliver("Two places", "INBOX", acme);
        var archived = Deliver("Archived", "CATEGORY_PERSONAL");
        var thrown = Deliver("Thrown away", "TRASH", acme);
        var spam = Deliver("Spam", "SPAM");

        var folders = (await _session.ListFoldersAsync(Token)).Folders.ToDictionary(f => f.RemoteId);
        Assert.Equal(("Acme", clients), (folders[acme].Name, folders[acme].ParentRemoteId));
        Assert.Equal(("Nobody/Here", null), (folders[orphan].Name, folders[orphan].ParentRemoteId));
        Assert.Equal(FolderRole.All, folders["ALL"].Role);
        Assert.DoesNotContain("STARRED", folders.Keys);

        Assert.Equal([labelled], await IdsAsync("INBOX"));
        Assert.Equal([labelled], await IdsAsync(acme));
        Assert.Equal([archived, labelled], await IdsAsync("ALL"));
        Assert.Equal([thrown], await IdsAsync("TRASH"));
        Assert.Equal([spam], await IdsAsync("SPAM"));
    }

    [Fact]
    public async Task One_history_read_serves_every_label()
    {
        string[] folders = ["INBOX", "SENT", "DRAFT", "ALL", "TRASH", "SPAM", .. Enumerable.Range(0, 20).Select(i => _host.Mailbox.CreateLabel($"Label {i}"))];
        var cursors = new Dictionary<string, string>();
        foreach (var folder in folders)
            cursors[folder] = (await _session.ListEmailsAsync(folder, Token)).Cursor;
        var id = Deliver("News");
        // As after a start of the product: the cursors are stored, the session is new.
        await using var session = await _host.OpenAsync();
        _host.Calls.Clear();
        foreach (var folder in folders)
        {
            var changes = await session.FetchChangesAsync(folder, cursors[folder], Token);
            Assert.Equal(folder is "INBOX" or "ALL" ? [id] : [], changes.Added);
        }
        Assert.Single(_host.Calls, c => c.EndsWith("/history", StringComparison.Ordinal));
        Assert.Single(_host.Calls, c => c.EndsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folders_that_nothing_touched_say_so_in_the_listing()
    {
        var id = Deliver("News");
        var label = _host.Mailbox.CreateLabel("Quiet");
        var quiet = (await _session.ListEmailsAsync(label, Token)).Cursor;
        await _session.FetchChangesAsync("INBOX", quiet, Token);
        _host.Mailbox.ChangeLabels(id, ["IMPORTANT"], []);
        Assert.Equal(quiet, await CursorAsync(label));
        _host.Mailbox.ChangeLabels(id, [label], []);
        Assert.Null(await CursorAsync(label));
        Assert.Equal([id], (await _session.FetchChangesAsync(label, quiet, Token)).Added);
    }

    private async Task<string?> CursorAsync(string folder) => (await _session.ListFoldersAsync(Token)).Folders.Single(f => f.RemoteId == folder).Cursor;

    [Fact]
    public async Task History_of_many_pages_is_read_to_its_end()
    {
        var id = Deliver("Restless");
        var cursor = (await _session.ListEmailsAsync("INBOX", Token)).Cursor;
        for (var i = 0; i < 620; i++)
            _host.Mailbox.ChangeLabels(id, i % 2 == 0 ? ["STARRED"] : [], i % 2 == 0 ? [] : ["STARRED"]);
        var last = Deliver("Last");
        var changes = await _session.FetchChangesAsync("INBOX", cursor, Token);
        Assert.Equal([last], changes.Added);
        Assert.Equal(2, changes.FlagChanges.Count);
        Assert.Equal(2, _host.Calls.Count(c => c.EndsWith("/history", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Message_that_went_before_it_was_fetched_is_left_out_alone()
    {
        var cursor = (await _session.ListEmailsAsync("INBOX", Token)).Cursor;
        var gone = Deliver("Gone at once");
        var here = Deliver("Here");
        _host.Mailbox.Delete(gone);
        var changes = await _session.FetchChangesAsync("INBOX", cursor, Token);
        Assert.Equal([here], changes.Added);
        Assert.Equal([gone], changes.Removed);
        Assert.Equal([here], (await _session.FetchAllAsync("INBOX", [here, gone])).Select(f => f.Remote.RemoteId));
    }

    [Fact]
    public async Task Many_changes_at_once_are_left_to_a_listing()
    {
        var ids = Enumerable.Range(0, 1_100).Select(i => Deliver($"Email {i}")).ToList();
        var cursor = (await _session.ListEmailsAsync("INBOX", Token)).Cursor;
        foreach (var id in ids)
            _host.Mailbox.ChangeLabels(id, [], ["UNREAD"]);
        Assert.Equal(ChangesKind.ListingNeeded, (await _session.FetchChangesAsync("INBOX", cursor, Token)).Kind);
        Assert.All((await _session.ListEmailsAsync("INBOX", Token)).Emails, e => Assert.True(e.IsRead));
    }

    [Fact]
    public async Task Part_of_a_batch_that_is_refused_for_the_rate_is_repeated_alone()
    {
        var ids = Enumerable.Range(0, 30).Select(i => Deliver($"Email {i}")).ToList();
        _host.Sandbox.Faults.Add(new SandboxFault { PathContains = $"messages/{ids[7]}", Status = 429, ErrorCode = "rateLimitExceeded", Times = 2 });
        _host.Sandbox.Faults.Add(new SandboxFault { PathContains = $"messages/{ids[9]}", Status = 403, ErrorCode = "userRateLimitExceeded" });
        var fetched = await _session.FetchAllAsync("INBOX", ids);
        Assert.Equal(ids, fetched.Select(f => f.Remote.RemoteId));
        Assert.All(fetched, f => Assert.NotNull(f.Content));
        Assert.All(ids, id => Assert.Single(_host.Calls, c => c.EndsWith(id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Part_of_a_batch_that_fails_for_good_is_one_failure()
    {
        var ids = Enumerable.Range(0, 12).Select(i => Deliver($"Email {i}")).ToList();
        _host.Sandbox.Faults.Add(new SandboxFault { PathContains = $"messages/{ids[3]}", Status = 400, ErrorCode = "failedPrecondition" });
        var fetched = await _session.FetchAllAsync("INBOX", ids);
        Assert.Equal(ids[3], Assert.Single(fetched, f => f.Failure is not null).Remote.RemoteId);
        Assert.Equal(11, fetched.Count(f => f.Content is not null));
    }

    [Theory]
    [InlineData(503, false)]
    [InlineData(429, false)]
    [InlineData(0, true)]
    public async Task Whole_batch_that_fails_is_repeated(int status, bool drop)
    {
        var ids = Enumerable.Range(0, 12).Select(i => Deliver($"Email {i}")).ToList();
        _host.Sandbox.Faults.Add(new SandboxFault { PathContains = "/google/batch", Status = status, DropAfter = drop });
        Assert.Equal(ids, (await _session.FetchAllAsync("INBOX", ids)).Select(f => f.Remote.RemoteId));
    }

    [Fact]
    public async Task Large_messages_come_with_the_others()
    {
        var ids = Enumerable.Range(0, 6).Select(i => Deliver($"Email {i}")).ToList();
        var (email, file) = TestEmails.WithFile(3_000_000);
        ids.Insert(2, _host.Mailbox.Deliver(email, Day.AddDays(1)));
        var fetched = await _session.FetchAllAsync("INBOX", ids);
        Assert.Equal(ids, fetched.Select(f => f.Remote.RemoteId));
        var attachment = Assert.Single(fetched[2].Content!.Attachments);
        using var content = new MemoryStream();
        Assert.True(await _session.FetchAttachmentAsync("INBOX", ids[2], attachment.ImapPart, attachment.TransferEncoding, content, Token));
        Assert.Equal(file, content.ToArray());
    }

    [Fact]
    public async Task Refused_token_is_renewed_once_and_the_call_repeated()
    {
        var ids = Enumerable.Range(0, 12).Select(i => Deliver($"Email {i}")).ToList();
        await _session.ListFoldersAsync(Token);
        _host.ExpireTokens();
        Assert.Equal(12, (await _session.ListEmailsAsync("INBOX", Token)).Emails.Count);
        _host.ExpireTokens();
        Assert.Equal(ids, (await _session.FetchAllAsync("INBOX", ids)).Select(f => f.Remote.RemoteId));
        Assert.Equal(2, _host.Renewals);
    }

    [Fact]
    public async Task Deleting_for_good_without_the_scope_is_refused_and_deletes_nothing()
    {
        _host.Grant("https://www.googleapis.com/auth/gmail.modify");
        var id = Deliver("Thrown away", "TRASH");
        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => _session.DeleteAsync("TRASH", [id], Token));
        Assert.Equal((MailboxProblem.ScopesMissing, true), (refusal.Problem, refusal.IsRefusal));
        Assert.Equal([id], await IdsAsync("TRASH"));
    }

    [Fact]
    public async Task Deleting_from_a_label_only_takes_the_label_off()
    {
        var label = _host.Mailbox.CreateLabel("Project");
        var id = Deliver("Kept", "INBOX", label);
        await _session.DeleteAsync(label, [id], Token);
        Assert.Empty(await IdsAsync(label));
        Assert.Equal([id], await IdsAsync("INBOX"));
        foreach (var folder in new[] { "ALL", "SENT" })
            Assert.True((await Assert.ThrowsAsync<MailboxAccessException>(() => _session.DeleteAsync(folder, [id], Token))).IsRefusal);
    }

    [Fact]
    public async Task Label_that_was_deleted_meanwhile_costs_its_folder_only()
    {
        var refusal = await Assert.ThrowsAsync<MailboxAccessException>(() => _session.ListEmailsAsync("Label_99", Token));
        Assert.True(refusal.IsFolderOnly);
        Assert.Empty(await IdsAsync("INBOX"));
    }

    [Fact]
    public async Task Watch_is_set_up_and_ended()
    {
        var watch = await _host.Provider.SetupWebhookAsync(_host.Connection, new Uri("https://crm.example/hook"), null, Token);
        Assert.Equal(GmailHost.Topic, watch!.Id);
        Assert.InRange(watch.ExpiresAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(6), TimeSpan.FromDays(7));
        Assert.True(_host.Sandbox.Google.Push.IsWatched(GmailHost.Address));
        await _host.Provider.RemoveWebhookAsync(_host.Connection, watch, Token);
        await _host.Provider.RemoveWebhookAsync(_host.Connection, watch, Token);
        Assert.False(_host.Sandbox.Google.Push.IsWatched(GmailHost.Address));
    }

    [Fact]
    public async Task Aliases_are_listed_with_the_account()
    {
        _host.Mailbox.Aliases.Add("sales@northwind.test");
        Assert.Equal([GmailHost.Address, "sales@northwind.test"], (await _host.Provider.ListSendAsAsync(_host.Connection, Token)).Select(a => a.SendAsEmail));
    }
}
