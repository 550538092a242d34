using SimpleCrm.Links;
using Xunit;

namespace SimpleCrm.Tests.Links;

public sealed class DomainNamesTests
{
    [Theory]
    [InlineData("mercier.example", "mercier.example")]
    [InlineData("eu.mail.mercier.example", "mercier.example")]
    [InlineData("eu.mercier.co.uk", "mercier.co.uk")]
    [InlineData("mercier.com.au", "mercier.com.au")]
    [InlineData("co.uk", "")]
    [InlineData("localhost", "")]
    [InlineData("[192.0.2.1]", "")]
    [InlineData("", "")]
    [InlineData("mercier.onmicrosoft.com", "mercier.onmicrosoft.com")]
    [InlineData("support.mercier.zendesk.com", "mercier.zendesk.com")]
    [InlineData("zendesk.com", "zendesk.com")]
    public void The_registered_name_is_below_the_suffix(string domain, string registrable) => Assert.Equal(registrable, DomainNames.Registrable(domain));

    [Theory]
    [InlineData("gmail.com")]
    [InlineData("yahoo.co.uk")]
    [InlineData("hotmail.fr")]
    [InlineData("mail.gmx.de")]
    [InlineData("mailinator.com")]
    [InlineData("yopmail.com")]
    public void Free_mail_and_throw_away_mailboxes_belong_to_no_company(string domain)
    {
        Assert.True(DomainNames.IsPersonal(domain));
        Assert.Empty(DomainNames.Owners(domain));
    }

    [Theory]
    [InlineData("yahoo-partners.example")]
    [InlineData("notgmail.com")]
    [InlineData("gmail.com.example")]
    [InlineData("live.io")]
    public void What_only_looks_like_free_mail_is_not(string domain) => Assert.False(DomainNames.IsPersonal(domain));

    [Fact]
    public void An_address_is_below_its_domain_and_those_above_up_to_the_registered_one() =>
        Assert.Equal(["eu.mercier.co.uk", "www.eu.mercier.co.uk", "mercier.co.uk", "www.mercier.co.uk"], DomainNames.Owners("eu.mercier.co.uk"));
}
