using Microsoft.Extensions.Time.Testing;
using SimpleCrm.Sandbox.OAuth;
using Xunit;

namespace SimpleCrm.Sandbox.Tests;

public class SandboxTokensTests
{
    [Fact]
    public void Token_stands_for_its_owner_until_it_expires()
    {
        var time = new FakeTimeProvider();
        var tokens = new SandboxTokens(time);
        var value = tokens.Issue("ana@northwind.test", ["mail"], TimeSpan.FromHours(1));

        Assert.Equal("ana@northwind.test", tokens.Find(value)?.Address);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(tokens.Find(value));
    }
}
