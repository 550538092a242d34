using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Hosting;
using SimpleCrm.Sandbox.OAuth;
using SimpleCrm.TestServers.Emails;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>The simulated Microsoft 365.</summary>
internal sealed class OutlookTarget : SandboxTarget
{
    private OutlookTarget(SandboxServer sandbox) : base(sandbox)
    {
    }

    public override string Name => "Outlook";

    public override string SendPath => "/send";

    public static async Task<OutlookTarget> StartAsync() => new(await SandboxServer.StartAsync(0, TimeProvider.System, CancellationToken.None));

    public override Task<KillAccount> AddAccountAsync(int seed, int emails)
    {
        var address = NextAddress();
        Sandbox.MicrosoftAccounts.Add(new SandboxAccount(address, "Alex Winter", address));
        var mailbox = Sandbox.Microsoft.AddMailbox(address, "Alex Winter");
        string projects;
        lock (mailbox.Gate) projects = mailbox.CreateFolder("Projects", null).Id;
        foreach (var email in new EmailGenerator(new EmailGeneratorOptions { Seed = seed, OwnerAddress = address, SizeFactor = 0.05 }).Generate(emails))
        {
            var id = email.Outgoing ? mailbox.FileSent(email.Raw, email.Date) : mailbox.Deliver(email.Raw, email.Date);
            if (GeneratedPlaces.FolderOf(email) switch { "Projects" => projects, "Archive" => "archive", _ => null } is { } place) mailbox.MoveTo(id, place);
            mailbox.SetFlags(id, email.IsRead, email.IsFlagged);
        }

        Count(mailbox);
        return Task.FromResult<KillAccount>(new OutlookKillAccount(Sandbox, mailbox, projects));
    }

    public override void FileSent(TimeSpan delay, bool rewritesMessageIds) =>
        (Sandbox.Microsoft.SentDelay, Sandbox.Microsoft.RewritesMessageIds) = (delay, rewritesMessageIds);

    protected override Dictionary<string, string?> Settings(Uri product) => SandboxSettings.Outlook(Sandbox.Address, product);
}
