using SimpleCrm.Sandbox;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Convergence;

public sealed class OutlookConvergence(ITestOutputHelper output) : ProviderConvergence(output)
{
    internal override Func<SandboxServer, Uri, SimulatedAccount> Account => OutlookAccount.Open;
}
