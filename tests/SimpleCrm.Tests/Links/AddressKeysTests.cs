using SimpleCrm.Links;
using Xunit;

namespace SimpleCrm.Tests.Links;

public sealed class AddressKeysTests
{
    [Theory]
    [InlineData("Ana.Ruiz@Mercier.Example", "ana.ruiz@mercier.example")]
    [InlineData("ana+orders@mercier.example", "ana@mercier.example")]
    [InlineData("'ana@mercier.example'", "ana@mercier.example")]
    [InlineData("\"ana\"@mercier.example", "ana@mercier.example")]
    [InlineData("mailto:ana@mercier.example", "ana@mercier.example")]
    [InlineData(" <ana@mercier.example.> ", "ana@mercier.example")]
    [InlineData("ana@größe.example", "ana@xn--gre-6ka8i.example")]
    [InlineData("ana@XN--GRE-6KA8I.example", "ana@xn--gre-6ka8i.example")]
    [InlineData("A.N.A+x@googlemail.com", "ana@gmail.com")]
    [InlineData("+@mercier.example", "+@mercier.example")]
    [InlineData("jo\u0301@mercier.example", "jó@mercier.example")]
    public void Spellings_of_one_mailbox_have_one_key(string address, string key) => Assert.Equal(key, AddressKeys.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("@mercier.example")]
    [InlineData("ana@")]
    public void What_is_no_address_has_no_key(string? address) => Assert.Equal("", AddressKeys.Of(address));

    [Fact]
    public void Dots_count_everywhere_but_at_gmail() => Assert.NotEqual(AddressKeys.Of("a.na@mercier.example"), AddressKeys.Of("ana@mercier.example"));

    [Fact]
    public void An_address_that_is_too_long_has_no_key() => Assert.Equal("", AddressKeys.Of(new string('a', 320) + "@mercier.example"));
}
