using System.Collections.Concurrent;
using MimeKit;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sandbox.Hosting;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A simulated provider, which counts the calls it serves and outlives the product.</summary>
internal abstract class SandboxTarget : KillTarget
{
    private readonly ConcurrentDictionary<string, int> _passedOn = new();
    private readonly int _port = LoopbackPorts.Reserve();
    private int _accounts;

    protected SandboxTarget(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public override (long Client, long Server)? Lines => (25, 25);

    // Between two calls the product stores pages of emails, which takes longer than a line of IMAP.
    public override TimeSpan LongestDelay => TimeSpan.FromMilliseconds(300);

    public override bool LosesHints => true;

    public override ProductOptions Product => new()
    {
        Port = _port,
        Settings = new Dictionary<string, string>(Settings(ProductAddress).Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value ?? "")))
        {
            ["Jobs__WebhookRenewal"] = "00:00:05",
        },
    };

    /// <summary>Sends, in the way of this provider: part of the path of the call.</summary>
    public abstract string SendPath { get; }

    // Nobody but the test asks for consent.
    public override void Watch(KillSwitch killSwitch) => killSwitch.Watch(Sandbox, path => !path.EndsWith("/auth", StringComparison.Ordinal) && !path.EndsWith("/authorize", StringComparison.Ordinal));

    /// <summary>How often emails with a subject left the account.</summary>
    public int PassedOn(string subject) => _passedOn.GetValueOrDefault(subject);

    /// <summary>How sent emails are filed from now on: late, under another Message-ID.</summary>
    public abstract void FileSent(TimeSpan delay, bool rewritesMessageIds);

    public override ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    protected Uri ProductAddress => new($"http://127.0.0.1:{_port}");

    protected abstract Dictionary<string, string?> Settings(Uri product);

    protected string NextAddress() => $"owner{++_accounts}@northwind.test";

    protected void Count(ISandboxMailbox mailbox) =>
        mailbox.Sent += (_, message) => _passedOn.AddOrUpdate(MimeMessage.Load(new MemoryStream(message.ToArray())).Subject ?? "", 1, (_, times) => times + 1);
}
