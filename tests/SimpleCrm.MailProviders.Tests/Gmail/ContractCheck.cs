using System.Collections.Concurrent;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.TestServers.Contracts;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>Holds every call between adapter and simulator against Google's published descriptions, where this machine has them.</summary>
internal sealed class ContractCheck
{
    private static readonly DiscoveryContract? Gmail = DiscoveryContract.Load("gmail-v1.discovery.json");
    private static readonly DiscoveryContract? People = DiscoveryContract.Load("people-v1.discovery.json");

    private readonly ConcurrentQueue<string> _faults = new();

    public void See(GoogleExchange exchange)
    {
        if ((exchange.Api == "gmail" ? Gmail : People) is not { } contract)
            return;
        foreach (var fault in contract.Check(exchange.Method, exchange.Path, exchange.Query, exchange.Request, exchange.Status, exchange.Response))
            _faults.Enqueue(fault);
    }

    public void AssertClean() => Assert.Empty(_faults);
}
