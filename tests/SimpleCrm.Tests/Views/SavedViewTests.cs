using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Tests.Access;
using SimpleCrm.Views;
using Xunit;

namespace SimpleCrm.Tests.Views;

public sealed class SavedViewTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!, _other = null!, _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private SavedViews Views => _workspace.Get<SavedViews>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
        _other = await _workspace.AddAsync("bo", Role.Rep);
        _admin = await _workspace.AddAsync("ida", Role.Admin);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task A_view_keeps_what_narrows_and_orders_a_list_and_nothing_else()
    {
        var view = await AddAsync(_rep, "Mine", "?tag=vip&owner=me&sort=-custom.seats");
        Assert.Equal("owner=me&sort=-custom.seats&tag=vip", view.Query);
        Assert.Equal("owner=me", ViewQuery.Clean(RecordKind.Contact, "?owner=me&new=1&all=1"));
        Assert.Contains("query", (await SaveAsync(_rep, null, 0, new() { Name = "Page", Query = "cursor=abc" })).Errors.Keys);
        Assert.Contains("query", (await SaveAsync(_rep, null, 0, new() { Name = "Owner", Query = "owner=everybody" })).Errors.Keys);
    }

    [Fact]
    public async Task A_view_of_ones_own_is_seen_by_nobody_else()
    {
        var view = await AddAsync(_rep, "Mine", "owner=me");
        Assert.Null(await Views.FindAsync(_other, view.Id, Cancellation));
        Assert.Empty(await Views.ListAsync(_admin, RecordKind.Contact, Cancellation));
        Assert.False(await Views.DeleteAsync(_other, view.Id, Cancellation));
        Assert.False(await Views.SetDefaultAsync(_other, RecordKind.Contact, view.Id, Cancellation));
    }

    [Fact]
    public async Task Only_admins_share_with_everybody_and_others_see_it_without_changing_it()
    {
        Assert.Contains("isForEveryone", (await SaveAsync(_rep, null, 0, new() { Name = "All", Query = "tag=vip", IsForEveryone = true })).Errors.Keys);
        var shared = (await SaveAsync(_admin, null, 0, new() { Name = "All", Query = "tag=vip", IsForEveryone = true })).Stored!;
        var seen = Assert.Single(await Views.ListAsync(_rep, RecordKind.Contact, Cancellation));
        Assert.Equal((false, false), (seen.IsOwn, seen.MayChange));
        Assert.NotEmpty((await SaveAsync(_rep, shared.Id, shared.Version, new() { Name = "Taken", Query = "" })).Errors);
        Assert.False(await Views.DeleteAsync(_rep, shared.Id, Cancellation));
    }

    [Fact]
    public async Task Who_changes_a_view_that_was_changed_meanwhile_is_shown_what_it_is_now()
    {
        var view = await AddAsync(_rep, "Mine", "owner=me");
        Assert.NotNull((await SaveAsync(_rep, view.Id, view.Version, new() { Name = "Ours", Query = "owner=me" })).Stored);
        Assert.Equal("Ours", (await SaveAsync(_rep, view.Id, view.Version, new() { Name = "Theirs", Query = "owner=me" })).Current?.Name);
    }

    [Fact]
    public async Task A_deleted_view_comes_back_unless_another_has_its_name_by_then()
    {
        var view = await AddAsync(_rep, "Mine", "owner=me");
        Assert.True(await Views.DeleteAsync(_rep, view.Id, Cancellation));
        var second = await AddAsync(_rep, "mine", "tag=vip");
        Assert.Contains("name", (await Views.RestoreAsync(_rep, view.Id, Cancellation)).Errors.Keys);
        await Views.DeleteAsync(_rep, second.Id, Cancellation);
        Assert.Equal("Mine", (await Views.RestoreAsync(_rep, view.Id, Cancellation)).Stored?.Name);
        Assert.Null((await Views.RestoreAsync(_other, second.Id, Cancellation)).Stored);
    }

    [Fact]
    public async Task Views_are_in_the_order_their_owner_gave_them()
    {
        await AddAsync(_rep, "A", "tag=a");
        await AddAsync(_rep, "B", "tag=b");
        var last = await AddAsync(_rep, "C", "tag=c");
        await SaveAsync(_rep, last.Id, last.Version, new() { Name = "C", Query = last.Query, Position = 0 });
        Assert.Equal(["C", "A", "B"], (await Views.ListAsync(_rep, RecordKind.Contact, Cancellation)).Select(v => v.Name));
    }

    [Fact]
    public async Task A_list_opens_with_the_view_chosen_for_it_until_that_is_deleted()
    {
        var view = await AddAsync(_rep, "Mine", "owner=me");
        Assert.True(await Views.SetDefaultAsync(_rep, RecordKind.Contact, view.Id, Cancellation));
        Assert.False(await Views.SetDefaultAsync(_rep, RecordKind.Deal, view.Id, Cancellation));
        Assert.True((await Views.FindAsync(_rep, view.Id, Cancellation))!.IsDefault);
        await Views.DeleteAsync(_rep, view.Id, Cancellation);
        Assert.DoesNotContain(await Views.ListAsync(_rep, RecordKind.Contact, Cancellation), v => v.IsDefault);
    }

    [Fact]
    public async Task What_a_view_names_and_is_gone_is_told_and_left_out()
    {
        await AddAsync(_rep, "Seats", "field=seats%3A10..20&owner=999&tag=vip");
        var view = Assert.Single(await Views.ListAsync(_rep, RecordKind.Contact, Cancellation));
        Assert.Equal(["the custom field “seats”", "an owner"], view.Gone);
        Assert.Equal("tag=vip", view.Usable);
    }

    [Fact]
    public async Task Nobody_has_more_than_fifty_views_of_a_list()
    {
        for (var n = 0; n < SavedView.MostOfPerson; n++)
            await AddAsync(_rep, $"View {n}", $"tag=t{n}");
        Assert.Contains("name", (await SaveAsync(_rep, null, 0, new() { Name = "One more", Query = "" })).Errors.Keys);
    }

    private async Task<ShownView> AddAsync(Viewer viewer, string name, string query) =>
        (await SaveAsync(viewer, null, 0, new() { Name = name, Query = query })).Stored ?? throw new InvalidOperationException("The view was refused.");

    private Task<RecordOutcome<ShownView>> SaveAsync(Viewer viewer, long? id, int version, SavedViewContent content) =>
        Views.SaveAsync(viewer, id, version, RecordKind.Contact, content, Cancellation);
}
