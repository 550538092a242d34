using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Merging;
using SimpleCrm.Tagging;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Tagging;

public sealed class TaggingTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!, _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();
    private RecordTagging Tagging => _workspace.Get<RecordTagging>();
    private TagEditing Editing => _workspace.Get<TagEditing>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
        _admin = await _workspace.AddAsync("ida", Role.Admin);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task A_list_is_narrowed_to_a_tag_whatever_its_case_and_follows_changes_of_the_record()
    {
        var ana = await AddAsync("Ana", "VIP", "lyon");
        await AddAsync("Bob", "vipers");
        Assert.Equal(["Ana"], await NamesAsync("Vip"));
        await Contacts.SaveAsync(_rep, ana.Id, ana.Version, new ContactContent { Name = "Ana", Tags = ["paris"] }, Cancellation);
        Assert.Empty(await NamesAsync("vip"));
        Assert.Equal(["Ana"], await NamesAsync("paris"));
    }

    [Fact]
    public async Task A_tag_put_on_many_is_taken_off_those_that_did_not_have_it_before()
    {
        var (ana, bob) = (await AddAsync("Ana", "vip"), await AddAsync("Bob"));
        var changed = await Tagging.ChangeAsync(_rep, RecordKind.Contact, [ana.Id, bob.Id, 17], " VIP ", true, Cancellation);
        Assert.Equal([bob.Id], changed);
        Assert.Equal(["Ana", "Bob"], await NamesAsync("vip"));
        await Tagging.ChangeAsync(_rep, RecordKind.Contact, changed!, "vip", false, Cancellation);
        Assert.Equal(["Ana"], await NamesAsync("vip"));
    }

    [Fact]
    public async Task A_record_with_as_many_tags_as_it_can_have_stays_as_it_is()
    {
        var full = await AddAsync("Full", [.. Enumerable.Range(0, Tag.MostOfRecord).Select(n => $"t{n}")]);
        Assert.Empty((await Tagging.ChangeAsync(_rep, RecordKind.Contact, [full.Id], "one more", true, Cancellation))!);
    }

    [Theory, InlineData(" "), InlineData("12345678901234567890123456789012345678901")]
    public async Task What_is_no_name_is_not_put_on(string name) =>
        Assert.Null(await Tagging.ChangeAsync(_rep, RecordKind.Contact, [(await AddAsync("Ana")).Id], name, true, Cancellation));

    [Fact]
    public async Task A_renamed_tag_keeps_its_colour_and_its_records()
    {
        var ana = await AddAsync("Ana", "vip");
        var tag = await FindAsync("vip");
        Assert.Null(await Editing.RecolourAsync(_admin, tag!.Id, TagColour.Teal, Cancellation));
        Assert.Null(await Editing.RenameAsync(_admin, tag.Id, "Key account", Cancellation));
        Assert.Equal(new TagView(tag.Id, "key account", TagColour.Teal, 1), await FindAsync("key account"));
        Assert.Equal(["key account"], (await Contacts.FindAsync(_rep, ana.Id, Cancellation))!.Tags);
        Assert.Equal(["Ana"], await NamesAsync("key account"));
    }

    [Fact]
    public async Task Two_tags_become_one_on_records_that_have_both_too()
    {
        await AddAsync("Ana", "vip", "key");
        await AddAsync("Bob", "vip");
        var (vip, key) = ((await FindAsync("vip"))!, (await FindAsync("key"))!);
        Assert.NotNull(await Editing.RenameAsync(_admin, vip.Id, "key", Cancellation));
        Assert.Null(await Editing.MergeAsync(_admin, vip.Id, key.Id, Cancellation));
        Assert.Equal(["Ana", "Bob"], await NamesAsync("key"));
        Assert.Null(await FindAsync("vip"));
    }

    [Fact]
    public async Task A_deleted_tag_is_gone_from_records_deleted_ones_too()
    {
        var ana = await AddAsync("Ana", "vip");
        await Contacts.DeleteAsync(_rep, ana.Id, Cancellation);
        Assert.Null(await Editing.DeleteAsync(_admin, (await FindAsync("vip"))!.Id, Cancellation));
        Assert.Empty((await Contacts.RestoreAsync(_rep, ana.Id, Cancellation)).Stored!.Tags);
        Assert.Null(await FindAsync("vip"));
    }

    [Fact]
    public async Task Only_admins_change_tags()
    {
        await AddAsync("Ana", "vip");
        var tag = (await FindAsync("vip"))!;
        Assert.NotNull(await Editing.RenameAsync(_rep, tag.Id, "other", Cancellation));
        Assert.NotNull(await Editing.RecolourAsync(_rep, tag.Id, TagColour.Red, Cancellation));
        Assert.NotNull(await Editing.MergeAsync(_rep, tag.Id, tag.Id, Cancellation));
        Assert.NotNull(await Editing.DeleteAsync(_rep, tag.Id, Cancellation));
        Assert.Equal(tag, await FindAsync("vip"));
    }

    [Fact]
    public async Task Merged_records_are_found_by_the_tags_of_both_until_the_merge_is_undone()
    {
        var (ana, other) = (await AddAsync("Ana", "vip"), await AddAsync("A.", "lyon"));
        var merge = (await _workspace.Get<RecordMerging>().MergeAsync(_rep, RecordKind.Contact, ana.Id, new MergeRequest(other.Id, ana.Version, other.Version, []), Cancellation)).Merge!;
        Assert.Equal(["Ana"], await NamesAsync("lyon"));
        await _workspace.Get<RecordMerging>().UndoAsync(_rep, merge.Id, Cancellation);
        Assert.Equal(["A."], await NamesAsync("lyon"));
        Assert.Equal(["Ana"], await NamesAsync("vip"));
    }

    [Fact]
    public async Task A_converted_lead_leaves_its_tags_to_the_contact_and_the_deal()
    {
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Noor", Addresses = ["noor@palmer.example"], Tags = ["vip"] }, Cancellation);
        var lead = (await _workspace.Get<LeadRecords>().SaveAsync(_rep, null, 0, new LeadContent { Name = "Noor Haddad", Address = "noor@palmer.example", Tags = ["fair"] }, Cancellation)).Stored!;
        Assert.NotNull((await _workspace.Get<LeadConversion>().ConvertAsync(_rep, lead.Id, lead.Version, "Rollout", Cancellation)).Stored);
        Assert.Equal(["Noor"], await NamesAsync("fair"));
        Assert.Equal(["Noor"], await NamesAsync("vip"));
        Assert.Equal(["Rollout"], (await _workspace.Get<DealRecords>().ListAsync(_rep, new RecordQuery { Tag = "fair" }, null, Cancellation))!.Items.Select(d => d.Name));
    }

    [Fact]
    public async Task Records_that_had_tags_before_there_was_an_index_are_found_after_the_next_start()
    {
        await AddAsync("Ana", "vip");
        await using (var db = await _workspace.Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync(Cancellation))
        {
            await db.RecordTags.ExecuteDeleteAsync(Cancellation);
            await db.Tags.ExecuteDeleteAsync(Cancellation);
            Assert.Empty(await NamesAsync("vip"));
            await TagIndex.FillAsync(db, Cancellation);
        }
        Assert.Equal(["Ana"], await NamesAsync("vip"));
    }

    private async Task<TagView?> FindAsync(string name) => (await Tagging.ListAsync(_rep, Cancellation)).SingleOrDefault(t => t.Name == name);

    private async Task<IReadOnlyList<string>> NamesAsync(string tag) => [.. (await Contacts.ListAsync(_rep, new RecordQuery { Tag = tag }, Cancellation))!.Items.Select(c => c.Name)];

    private async Task<ContactView> AddAsync(string name, params string[] tags) =>
        (await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = name, Tags = tags }, Cancellation)).Stored!;
}
