using SimpleCrm.Sandbox;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Convergence;

public sealed class GmailConvergence(ITestOutputHelper output) : ProviderConvergence(output)
{
    internal override Func<SandboxServer, Uri, SimulatedAccount> Account => GmailAccount.Open;
}
