using SimpleCrm.Sandbox;
using SimpleCrm.TestServers.Node;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>Clients that others wrote, against the simulated Gmail: what they expect of Google they must find there.</summary>
public class ForeignClientTests
{
    public static bool CanRun => NodeFolder.IsAvailable && Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";

    [Fact(Skip = "Needs npm, and SIMPLECRM_TESTS_FULL=1.", SkipUnless = nameof(CanRun))]
    public async Task Googles_javascript_client_finds_what_it_expects()
    {
        await using var sandbox = await SandboxServer.StartAsync(0, TimeProvider.System, TestContext.Current.CancellationToken);
        sandbox.Google.Add(GmailHost.Address, "Ana Lima");
        var contract = new ContractCheck();
        sandbox.Google.Observer = contract.See;
        var folder = await NodeFolder.PrepareAsync("tests", "SimpleCrm.MailProviders.Tests", "Gmail", "node");
        var token = sandbox.GoogleAccounts.IssueAccessToken(GmailHost.Address, "https://mail.google.com/");
        Assert.Equal("ok", (await folder.RunAsync("drive.mjs", new Uri(sandbox.Address, "/google/").ToString(), token)).Trim());
        contract.AssertClean();
    }
}
