using SimpleCrm.Sandbox.Hosting;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Hosting;

public class SandboxOptionsTests
{
    [Theory]
    [InlineData(0, 90, "Sandbox:Port")]
    [InlineData(65_536, 90, "Sandbox:Port")]
    [InlineData(5090, 0.5, "Sandbox:Pace")]
    [InlineData(5090, 86_401, "Sandbox:Pace")]
    [InlineData(5090, -1, "Sandbox:Pace")]
    public void Wrong_value_is_refused_by_its_key(int port, double seconds, string key) =>
        Assert.StartsWith(key, new SandboxOptions { Port = port, Pace = TimeSpan.FromSeconds(seconds) }.FindFault(), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(65_535, 86_400)]
    public void Limits_are_allowed(int port, double seconds) => Assert.Null(new SandboxOptions { Port = port, Pace = TimeSpan.FromSeconds(seconds) }.FindFault());

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("https://localhost:5443;http://127.0.0.1:81", "http://127.0.0.1:81/")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/")]
    [InlineData("https://localhost:5443", null)]
    [InlineData("", null)]
    public void Product_is_reached_on_this_machine(string urls, string? expected) => Assert.Equal(expected, SandboxHosting.ProductAddress(urls)?.AbsoluteUri);
}
