using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Suggestions;
using SimpleCrm.Tests.Reading;
using Xunit;

namespace SimpleCrm.Tests.Suggestions;

public sealed class ContactSuggestionTests : IAsyncLifetime
{
    private ReadingWorld _world = null!;
    private Viewer _alex = null!, _other = null!;
    private Mailbox _mailbox = null!;
    private MailFolder _inbox = null!, _junk = null!, _sent = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private ContactSuggestions Suggestions => _world.Get<ContactSuggestions>();

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync();
        var (alex, other) = (_world.Seed.User("alex"), _world.Seed.User("other"));
        (_alex, _other) = (MailSeed.ViewerOf(alex), MailSeed.ViewerOf(other));
        _mailbox = _world.Seed.Mailbox(alex, "alex@northwind.test");
        _inbox = _world.Seed.Folder(_mailbox, "INBOX", FolderRole.Inbox);
        _junk = _world.Seed.Folder(_mailbox, "Junk", FolderRole.Junk);
        _sent = _world.Seed.Folder(_mailbox, "Sent", FolderRole.Sent);
        Receive("Ana Ruiz <ana@mercier.example>", "Hello\n\nBest regards\nAna Ruiz\nHead of Operations\nMercier SA\nTel. +33 1 23 45 67 89");
        Receive("Ana Ruiz <ana+x@mercier.example>", "Short");
        Send("ana@mercier.example");
        Receive("Bo Berg <bo@granit.example>", "Hello");
        Receive("Mia <mia@northwind.test>", "From next door");
        Receive("Robot <noreply@granit.example>", "Beep");
        _world.Seed.Email(_junk, ReadingWorld.Now, from: "Eve <eve@evil.test>");
        await _world.Seed.SaveAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Those_one_has_written_to_are_suggested_with_what_their_signature_tells()
    {
        var ana = (await Suggestions.ListAsync(_alex, 20, Stop)).Single();
        Assert.Equal(("ana@mercier.example", "Ana Ruiz", "Mercier SA", "Head of Operations", "+33 1 23 45 67 89", 3), (ana.Address, ana.Name, ana.Company, ana.JobTitle, ana.Phone, ana.Emails));
        Assert.Empty(await Suggestions.ListAsync(_other, 20, Stop));
    }

    [Fact]
    public async Task The_policy_decides_who_is_suggested()
    {
        await Suggestions.SetPolicyAsync(_alex, SuggestionPolicy.Everyone, Stop);
        Assert.Equal(["ana@mercier.example", "bo@granit.example"], await AddressesAsync());
        Assert.Equal(SuggestionPolicy.WrittenTo, await Suggestions.PolicyAsync(_other, Stop));
        await Suggestions.SetPolicyAsync(_alex, SuggestionPolicy.Never, Stop);
        Assert.Empty(await AddressesAsync());
    }

    [Fact]
    public async Task Contacts_leads_and_those_blocked_are_not_suggested()
    {
        await Suggestions.SetPolicyAsync(_alex, SuggestionPolicy.Everyone, Stop);
        Assert.True(await Suggestions.BlockAsync(_alex, "@Granit.example", Stop));
        Assert.True(await Suggestions.BlockAsync(_alex, "granit.example", Stop));
        Assert.Equal(["granit.example"], await Suggestions.BlockedAsync(_alex, Stop));
        Assert.Empty(await Suggestions.BlockedAsync(_other, Stop));
        Assert.Equal(["ana@mercier.example"], await AddressesAsync());
        await _world.Get<ContactRecords>().SaveAsync(_alex, null, 0, new ContactContent { Name = "Ana", Addresses = ["ana@mercier.example"] }, Stop);
        Assert.Empty(await AddressesAsync());
        Assert.True(await Suggestions.UnblockAsync(_alex, "granit.example", Stop));
        Assert.False(await Suggestions.UnblockAsync(_alex, "granit.example", Stop));
        Assert.Equal(["bo@granit.example"], await AddressesAsync());
        await _world.Get<LeadRecords>().SaveAsync(_alex, null, 0, new LeadContent { Name = "Bo", Address = "bo@granit.example" }, Stop);
        Assert.Empty(await AddressesAsync());
    }

    [Fact]
    public async Task A_company_that_has_the_domain_is_named()
    {
        var company = (await _world.Get<CompanyRecords>().SaveAsync(_alex, null, 0, new CompanyContent { Name = "Mercier Group", Domains = ["mercier.example"] }, Stop)).Stored!;
        var ana = (await Suggestions.ListAsync(_alex, 20, Stop)).Single();
        Assert.Equal((company.Id, "Mercier Group"), (ana.CompanyId, ana.Company));
    }

    [Theory]
    [InlineData("")]
    [InlineData("example")]
    [InlineData("a b.example")]
    public async Task What_is_neither_an_address_nor_a_domain_is_not_blocked(string text) => Assert.False(await Suggestions.BlockAsync(_alex, text, Stop));

    private async Task<IEnumerable<string>> AddressesAsync() => (await Suggestions.ListAsync(_alex, 20, Stop)).Select(s => s.Address);

    private void Receive(string from, string text) => _world.Seed.Email(_inbox, ReadingWorld.Now.AddMinutes(-1), text: text, from: from);

    private void Send(string to) => _world.Seed.Email(_sent, ReadingWorld.Now, from: "Alex <alex@northwind.test>", to: to).Direction = EmailDirection.Outbound;
}
