using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sandbox.Hosting;
using SimpleCrm.TestServers.Emails;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>The simulated Gmail.</summary>
internal sealed class GmailTarget : SandboxTarget
{
    private GmailTarget(SandboxServer sandbox) : base(sandbox)
    {
        var webhook = new Uri(ProductAddress, "/api/email/webhooks/gmail");
        sandbox.Google.Push.Subscribe(SandboxSettings.Topic, new PushSubscription(webhook, webhook.AbsoluteUri, SandboxSettings.ServiceAccount));
    }

    public override string Name => "Gmail";

    public override string SendPath => "messages/send";

    public static async Task<GmailTarget> StartAsync() => new(await SandboxServer.StartAsync(0, TimeProvider.System, CancellationToken.None));

    public override Task<KillAccount> AddAccountAsync(int seed, int emails)
    {
        var mailbox = Sandbox.Google.Add(NextAddress(), "Alex Winter");
        mailbox.Quota.UnitsPerMinute = int.MaxValue;
        var projects = mailbox.CreateLabel("Projects");
        foreach (var email in new EmailGenerator(new EmailGeneratorOptions { Seed = seed, OwnerAddress = mailbox.Address, SizeFactor = 0.05 }).Generate(emails))
        {
            string[] places = GeneratedPlaces.FolderOf(email) switch { "Sent" => ["SENT"], "Projects" => [projects], "Archive" => [], _ => ["INBOX"] };
            mailbox.Add(email.Raw, email.Date, [.. places, .. email.IsRead ? Array.Empty<string>() : ["UNREAD"], .. email.IsFlagged ? ["STARRED"] : Array.Empty<string>()]);
        }

        Count(mailbox);
        return Task.FromResult<KillAccount>(new GmailKillAccount(Sandbox, mailbox, projects));
    }

    public override void FileSent(TimeSpan delay, bool rewritesMessageIds)
    {
        foreach (var mailbox in Sandbox.Google.Mailboxes) (mailbox.SentCopyDelay, mailbox.RewritesMessageIds) = (delay, rewritesMessageIds);
    }

    protected override Dictionary<string, string?> Settings(Uri product) => SandboxSettings.Gmail(Sandbox.Address, product);
}
