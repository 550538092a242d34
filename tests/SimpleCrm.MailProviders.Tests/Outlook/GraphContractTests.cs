using System.Text;
using SimpleCrm.TestServers.Contracts;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

/// <summary>The comparison with the published metadata finds what it is there to find.</summary>
public class GraphContractTests
{
    [Theory]
    [InlineData("GET", "/me/mailFolders/inbox", """{"id":"1","wellKnownName":"inbox"}""", "mailFolder has no wellKnownName")]
    [InlineData("GET", "/me/mailFolders/inbox", """{"id":"1","totalItemCount":"many"}""", "many")]
    [InlineData("GET", "/me/messages/1", """{"id":"1","importance":"urgent"}""", "importance cannot be urgent")]
    [InlineData("GET", "/me/messages/1", """{"id":"1","isRead":"yes"}""", "isRead")]
    [InlineData("GET", "/me/messages/1", """{"id":"1","colour":"red"}""", "message has no colour")]
    [InlineData("GET", "/me/messages/1", """{"id":"1","receivedDateTime":"yesterday"}""", "yesterday")]
    [InlineData("GET", "/me/mailFolders/inbox/messages/delta()", """{"value":[{"@removed":{"reason":"gone"},"id":"1"}]}""", "removal")]
    [InlineData("GET", "/me/messages", """{"value":[],"@odata.nextLink":"/v1.0/me/messages?$skip=10"}""", "not absolute")]
    [InlineData("GET", "/me/mesages", """{"value":[]}""", "mesages")]
    public void A_violation_is_found(string method, string path, string response, string expected)
    {
        if (GraphContract.Create() is not { } contract)
        {
            Assert.Skip("The published metadata is not on this machine.");
            return;
        }

        contract.Check(method, path, "", default, 200, "application/json", Encoding.UTF8.GetBytes(response));

        Assert.Contains(contract.Violations, v => v.Contains(expected, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Calls_of_a_session_are_compared()
    {
        await using var world = await OutlookHost.StartAsync();
        if (world.Contract is not { } contract)
        {
            Assert.Skip("The published metadata is not on this machine.");
            return;
        }

        await (await world.SessionAsync()).ListFoldersAsync(TestContext.Current.CancellationToken);

        Assert.InRange(contract.Checked, 10, 100);
    }
}
