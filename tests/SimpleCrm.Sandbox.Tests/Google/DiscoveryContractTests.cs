using System.Text.Json.Nodes;
using SimpleCrm.TestServers.Contracts;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Google;

public class DiscoveryContractTests
{
    [Theory]
    [InlineData("""{"emailAddress":"a@b.example","historyId":"123"}""", 0)]
    [InlineData("""{"emailAddress":"a@b.example","historyId":123}""", 1)]
    [InlineData("""{"emailAddress":"a@b.example","historyId":"123456789012345678901"}""", 1)]
    [InlineData("""{"emailAddress":"a@b.example","unread":3}""", 1)]
    public void Answers_that_the_description_does_not_know_are_faults(string answer, int faults)
    {
        if (DiscoveryContract.Load("gmail-v1.discovery.json") is not { } contract)
            return;
        Assert.Equal(faults > 0, contract.Check("GET", "gmail/v1/users/me/profile", [], null, 200, JsonNode.Parse(answer)!.AsObject()).Count > 0);
    }

    [Fact]
    public void Calls_that_the_description_does_not_know_are_faults()
    {
        if (DiscoveryContract.Load("gmail-v1.discovery.json") is not { } contract)
            return;
        Assert.NotEmpty(contract.Check("GET", "gmail/v1/users/me/folders", [], null, 200, []));
        Assert.NotEmpty(contract.Check("GET", "gmail/v1/users/me/messages", [new("label", "INBOX")], null, 200, []));
        Assert.NotEmpty(contract.Check("GET", "gmail/v1/users/me/messages", [new("maxResults", "many")], null, 200, []));
        Assert.NotEmpty(contract.Check("GET", "gmail/v1/users/me/messages/1", [new("format", "whole")], null, 200, []));
        Assert.NotEmpty(contract.Check("POST", "gmail/v1/users/me/messages/1/modify", [], JsonNode.Parse("""{"addLabels":["A"]}""")!.AsObject(), 200, []));
        Assert.Empty(contract.Check("POST", "gmail/v1/users/me/messages/1/modify", [], JsonNode.Parse("""{"addLabelIds":["A"]}""")!.AsObject(), 200, JsonNode.Parse("""{"id":"1"}""")!.AsObject()));
    }
}
