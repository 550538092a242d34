using SimpleCrm.Sandbox;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Through a provider's API, which may lose an answer, break off, ask for patience, and file what was sent late or under another Message-ID.</summary>
internal sealed class ProviderSendKills(SandboxTarget target) : SendKills
{
    public override string Phase => "sending";

    protected override IReadOnlyList<Correspondent> Recipients { get; } = [new("bob@customer.example", "Bob"), new("eve@customer.example")];

    protected override Task<KillAccount> OpenAccountAsync() => target.AddAccountAsync(1, 0);

    protected override void PrepareServer(Random random)
    {
        target.FileSent(TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(2000) : 0), random.Next(4) == 0);
        switch (random.Next(12))
        {
            case 0: Meet(new SandboxFault { DropAfter = true }); break;
            case 1: Meet(new SandboxFault { DropBefore = true }); break;
            case 2: Meet(new SandboxFault { Delay = TimeSpan.FromMilliseconds(random.Next(50, 600)) }); break;
            case 3: Meet(new SandboxFault { Status = 503 }); break;
            case 4: Meet(new SandboxFault { Status = 500 }); break;
            case 5: Meet(new SandboxFault { Status = 429, ErrorCode = "rateLimitExceeded", RetryAfter = TimeSpan.FromSeconds(1) }); break;
            case 6: Meet(new SandboxFault { Status = 400, ErrorCode = "invalidArgument" }); break;
            default: break;
        }
    }

    protected override void CalmDown() => target.Sandbox.Faults.Clear();

    protected override Task<int> TakenAsync(string subject) => Task.FromResult(target.PassedOn(subject));

    private void Meet(SandboxFault fault) => target.Sandbox.Faults.Add(fault with { PathContains = target.SendPath });
}
