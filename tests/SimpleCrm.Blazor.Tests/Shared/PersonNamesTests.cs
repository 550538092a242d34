using SimpleCrm.Blazor.Shared;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Shared;

public sealed class PersonNamesTests
{
    [Theory]
    [InlineData("Ana Ruiz", "ana@x.example", "Ana", "AR")]
    [InlineData("Ruiz, Ana", "ana@x.example", "Ana", "RA")]
    [InlineData("", "luca.ferri@x.example", "luca.ferri", "LF")]
    [InlineData("Cher", "c@x.example", "Cher", "C")]
    [InlineData("李 小龍", "l@x.example", "李 小龍", "李小")]
    [InlineData("", "", "Unknown sender", "?")]
    public void Names_are_short_and_have_initials(string name, string email, string brief, string initials)
    {
        var person = new EmailAddress(email, name);
        Assert.Equal(brief, PersonNames.Short(person));
        Assert.Equal(initials, PersonNames.Initials(person));
    }

    [Fact]
    public void One_writer_is_named_in_full_and_several_by_their_given_names()
    {
        var own = new HashSet<string> { "maya@x.example" };
        EmailAddress ana = new("ana@x.example", "Ana Ruiz"), maya = new("Maya@x.example", "Maya Lind");
        Assert.Equal("Ana Ruiz", PersonNames.Together([ana], own));
        Assert.Equal("Ana, You", PersonNames.Together([ana, maya], own));
        Assert.Equal("You", PersonNames.Together([maya], own));
    }
}
