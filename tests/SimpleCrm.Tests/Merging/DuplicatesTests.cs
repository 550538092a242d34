using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Merging;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Merging;

public sealed class DuplicatesTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private Duplicates Duplicates => _workspace.Get<Duplicates>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Theory]
    [InlineData("ana+news@mercier.example", "Someone", "", "Their addresses lead to the same mailbox.")]
    [InlineData("a.na@mercier.example", "Someone", "", null)]
    [InlineData("ana.ruiz@mercier.example", "Else", "", null)]
    [InlineData("other@mercier.example", "Ruiz, Ana", "", "The same name, and addresses at mercier.example.")]
    [InlineData("ana.r@elsewhere.example", "Ana Ruiz", "", "The same name.")]
    [InlineData("x@elsewhere.example", "Ana Maria", "0033 1 23 45 67 89", "The same phone number, and alike names.")]
    [InlineData("x@elsewhere.example", "Desk", "+33 1 23 45 67 89", "The same phone number.")]
    [InlineData("x@elsewhere.example", "Somebody Else", "+33 1 99 99 99 99", null)]
    public async Task Contacts_are_paired_with_a_reason(string address, string name, string phone, string? reason)
    {
        await AddAsync("Ana Ruiz", "ana@mercier.example", "+33 1 23 45 67 89");
        await AddAsync(name, address, phone);
        Assert.Equal(reason, (await Duplicates.ListAsync(_rep, RecordKind.Contact, null, Cancellation)).SingleOrDefault()?.Reason);
    }

    [Fact]
    public async Task An_address_that_differs_by_a_dot_is_paired()
    {
        await AddAsync("Ana Ruiz", "ana.ruiz@mercier.example", "");
        await AddAsync("Else", "anaruiz@mercier.example", "");
        Assert.Equal("Their addresses differ by a dot or a dash.", (await Duplicates.ListAsync(_rep, RecordKind.Contact, null, Cancellation)).Single().Reason);
    }

    [Theory]
    [InlineData("Mercier S.A.", "", "The same name.")]
    [InlineData("Pumps", "https://www.mercier.example/shop", "Both are at mercier.example.")]
    [InlineData("Others", "", null)]
    public async Task Companies_are_paired_by_name_and_domain(string name, string website, string? reason)
    {
        var companies = _workspace.Get<CompanyRecords>();
        await companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = "Mercier", Domains = ["mercier.example"] }, Cancellation);
        await companies.SaveAsync(_rep, null, 0, new CompanyContent { Name = name, Website = website }, Cancellation);
        Assert.Equal(reason, (await Duplicates.ListAsync(_rep, RecordKind.Company, null, Cancellation)).SingleOrDefault()?.Reason);
    }

    [Fact]
    public async Task A_pair_of_which_somebody_said_that_it_is_none_is_not_offered_until_that_is_taken_back()
    {
        var first = await AddAsync("Ana Ruiz", "", "");
        var second = await AddAsync("Ana Ruiz", "", "");
        Assert.True(await Duplicates.SayDistinctAsync(_rep, RecordKind.Contact, second, first, true, Cancellation));
        Assert.Empty(await Duplicates.ListAsync(_rep, RecordKind.Contact, first, Cancellation));
        Assert.True(await Duplicates.SayDistinctAsync(_rep, RecordKind.Contact, first, second, false, Cancellation));
        Assert.Single(await Duplicates.ListAsync(_rep, RecordKind.Contact, first, Cancellation));
        Assert.False(await Duplicates.SayDistinctAsync(_rep, RecordKind.Contact, first, 17, true, Cancellation));
    }

    [Fact]
    public async Task A_mark_that_many_share_tells_nothing()
    {
        for (var n = 0; n < 14; n++)
            await AddAsync($"Person{n} Number{n}", "", "+33 1 23 45 67 89");
        Assert.Empty(await Duplicates.ListAsync(_rep, RecordKind.Contact, null, Cancellation));
    }

    private async Task<long> AddAsync(string name, string address, string phone) => (await _workspace.Get<ContactRecords>().SaveAsync(
        _rep, null, 0, new ContactContent { Name = name, Addresses = address.Length > 0 ? [address] : [], Phones = [phone] }, Cancellation)).Stored!.Id;
}
