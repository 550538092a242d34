using SimpleCrm.Mail;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>What every provider must do, whatever its protocol. A subclass gives the world.</summary>
public abstract partial class ProviderConformance : IAsyncLifetime
{
    private IMailboxSession? _session;

    private protected ProviderWorld World { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<ProviderWorld> CreateAsync();

    public async ValueTask InitializeAsync() => World = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<IMailboxSession> SessionAsync() => _session ??= await World.Provider.OpenAsync(World.Connection, Token);

    private protected async Task<string> FolderAsync(FolderRole role) =>
        (await (await SessionAsync()).ListFoldersAsync(Token)).Folders.Single(f => f.Role == role).RemoteId;

    private protected async Task<List<FetchedEmail>> FetchAsync(string folder, params IReadOnlyList<string> ids) => await (await SessionAsync()).FetchAllAsync(folder, ids);

    private protected async Task<(string Folder, RemoteListing Listing)> ListInboxAsync()
    {
        var folder = await FolderAsync(FolderRole.Inbox);
        return (folder, await (await SessionAsync()).ListEmailsAsync(folder, Token));
    }

    private protected async Task<string> DeliverAsync(string subject, string extraHeaders = "")
    {
        var id = $"{Guid.NewGuid():N}@mercier.example";
        await World.DeliverAsync(TestEmails.Simple(subject, id, extraHeaders));
        return id;
    }

    // Message-IDs of what was fetched, since remote ids say nothing.
    private protected async Task<Dictionary<string, string>> RemoteIdsAsync(string folder, RemoteListing listing) =>
        (await FetchAsync(folder, [.. listing.Emails.Select(e => e.RemoteId)])).ToDictionary(f => f.Content!.MessageId!, f => f.Remote.RemoteId);

    private protected async Task<FolderChanges> ChangesAsync(string folder, string cursor)
    {
        var changes = await (await SessionAsync()).FetchChangesAsync(folder, cursor, Token);
        Assert.Equal(ChangesKind.Delta, changes.Kind);
        return changes;
    }

    [Fact]
    public async Task Both_sides_are_tried_for_real()
    {
        await World.Provider.AuthenticateAsync(World.Connection, MailServerSide.Incoming, Token);
        await World.Provider.AuthenticateAsync(World.Connection, MailServerSide.Outgoing, Token);
    }

    [Fact]
    public async Task Folders_are_listed_with_what_they_are_for()
    {
        var listing = await (await SessionAsync()).ListFoldersAsync(Token);
        Assert.True(listing.IsComplete);
        foreach (var role in new[] { FolderRole.Inbox, FolderRole.Sent, FolderRole.Drafts, FolderRole.Trash, FolderRole.Junk })
            Assert.Single(listing.Folders, f => f.Role == role && f.IsSelectable);
        Assert.Contains(listing.Folders, f => f.Role is FolderRole.Archive or FolderRole.All);
        Assert.Equal(listing.Folders.Count, listing.Folders.Select(f => f.RemoteId).Distinct().Count());
    }

    [Fact]
    public async Task Listing_shows_every_email_newest_first_with_its_flags()
    {
        var first = await DeliverAsync("First");
        var second = await DeliverAsync("Second");
        var third = await DeliverAsync("Third");
        await World.SetFlagsElsewhereAsync(second, read: true, starred: true);
        var (folder, listing) = await ListInboxAsync();
        Assert.True(listing.IsComplete);
        var ids = await RemoteIdsAsync(folder, listing);
        Assert.Equal([ids[third], ids[second], ids[first]], listing.Emails.Select(e => e.RemoteId));
        Assert.Equal([(false, false), (true, true), (false, false)], listing.Emails.Select(e => (e.IsRead, e.IsStarred)));
    }

    [Fact]
    public async Task Emails_come_parsed_in_the_order_asked_for_without_those_that_are_gone()
    {
        var kept = await DeliverAsync("Kept");
        var gone = await DeliverAsync("Gone");
        var last = await DeliverAsync("Last");
        var (folder, listing) = await ListInboxAsync();
        var ids = await RemoteIdsAsync(folder, listing);
        await World.DeleteElsewhereAsync(gone);
        var fetched = await FetchAsync(folder, ids[kept], ids[gone], ids[last]);
        Assert.Equal([kept, last], fetched.Select(f => f.Content?.MessageId));
        var email = fetched[0];
        Assert.Equal(("Kept", "ada@mercier.example", "Hello"), (email.Content!.Subject, email.Content.From.Email, email.Content.BodyText?.Trim()));
        Assert.InRange(email.Size, TestEmails.Simple("Kept", kept).Length, 4_000);
        Assert.NotEqual(default, email.ReceivedAt);
        Assert.False(email.IsDraft);
        Assert.Equal(World.Traits.HasThreads, email.ExternalThreadId is not null);
        if (World.Traits.HasStableIds)
            Assert.Equal(email.Remote.RemoteId, email.ExternalId);
    }

    [Fact]
    public async Task Email_that_arrives_after_the_baseline_is_told_as_new()
    {
        await DeliverAsync("Old");
        var (folder, listing) = await ListInboxAsync();
        var arrived = await DeliverAsync("New");
        await FetchAsync(folder, [.. listing.Emails.Select(e => e.RemoteId)]);
        var changes = await ChangesAsync(folder, listing.Cursor);
        Assert.Equal(arrived, Assert.Single(await FetchAsync(folder, changes.Added)).Content?.MessageId);
        Assert.Empty(changes.Removed);
        Assert.Empty((await ChangesAsync(folder, changes.NextCursor!)).Added);
    }

    [Fact]
    public async Task Nothing_happened_is_told_as_nothing()
    {
        await DeliverAsync("Quiet");
        var (folder, listing) = await ListInboxAsync();
        var changes = await ChangesAsync(folder, listing.Cursor);
        Assert.Equal((0, 0, 0), (changes.Added.Count, changes.FlagChanges.Count, changes.Removed.Count));
    }

    [Fact]
    public async Task Flags_changed_elsewhere_are_told()
    {
        var id = await DeliverAsync("Flagged");
        await DeliverAsync("Other");
        var (folder, listing) = await ListInboxAsync();
        var ids = await RemoteIdsAsync(folder, listing);
        await World.SetFlagsElsewhereAsync(id, read: true, starred: true);
        var changes = await ChangesAsync(folder, listing.Cursor);
        var told = Assert.Single(changes.FlagChanges);
        Assert.Equal((ids[id], true, true), (told.RemoteId, told.IsRead, told.IsStarred));
        await World.SetFlagsElsewhereAsync(id, read: false, starred: false);
        told = Assert.Single((await ChangesAsync(folder, changes.NextCursor!)).FlagChanges);
        Assert.Equal((ids[id], false, false), (told.RemoteId, told.IsRead, told.IsStarred));
    }

    [Fact]
    public async Task Email_moved_elsewhere_leaves_one_folder_and_is_new_in_the_other()
    {
        var id = await DeliverAsync("Moved");
        await DeliverAsync("Stays");
        var (inbox, listing) = await ListInboxAsync();
        var trash = await FolderAsync(FolderRole.Trash);
        var before = await (await SessionAsync()).ListEmailsAsync(trash, Token);
        var ids = await RemoteIdsAsync(inbox, listing);
        await World.MoveElsewhereAsync(id, FolderRole.Trash);
        Assert.Equal([ids[id]], (await ChangesAsync(inbox, listing.Cursor)).Removed);
        var added = Assert.Single((await ChangesAsync(trash, before.Cursor)).Added);
        Assert.Equal(id, Assert.Single(await FetchAsync(trash, added)).Content?.MessageId);
        if (World.Traits.HasStableIds)
            Assert.Equal(ids[id], added);
    }

    [Fact]
    public async Task Email_deleted_elsewhere_is_told_as_removed()
    {
        var id = await DeliverAsync("Doomed");
        await DeliverAsync("Stays");
        var (folder, listing) = await ListInboxAsync();
        var ids = await RemoteIdsAsync(folder, listing);
        await World.DeleteElsewhereAsync(id);
        Assert.Equal([ids[id]], (await ChangesAsync(folder, listing.Cursor)).Removed);
        Assert.Empty(await (await SessionAsync()).FindAsync(folder, [ids[id]], Token));
    }

    [Fact]
    public async Task Cursor_that_has_expired_says_so_and_nothing_is_lost()
    {
        var id = await DeliverAsync("Lasting");
        var (folder, listing) = await ListInboxAsync();
        var ids = await RemoteIdsAsync(folder, listing);
        await World.ExpireCursorsAsync();
        await using (var fresh = await World.Provider.OpenAsync(World.Connection, Token))
            Assert.Equal(ChangesKind.Expired, (await fresh.FetchChangesAsync(folder, listing.Cursor, Token)).Kind);
        await using var next = await World.Provider.OpenAsync(World.Connection, Token);
        var again = await next.ListEmailsAsync(folder, Token);
        Assert.True(again.IsComplete);
        if (World.Traits.HasStableIds)
            Assert.Equal([ids[id]], again.Emails.Select(e => e.RemoteId));
        Assert.Equal(id, Assert.Single(await next.FetchAllAsync(folder, [again.Emails[0].RemoteId])).Content?.MessageId);
        Assert.Equal(ChangesKind.Delta, (await next.FetchChangesAsync(folder, again.Cursor, Token)).Kind);
    }
}
