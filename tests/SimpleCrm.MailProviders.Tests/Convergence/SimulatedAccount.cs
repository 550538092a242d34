using System.Collections.Concurrent;
using MimeKit;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>An account at a simulated provider, and what others and chance do to it.</summary>
internal abstract class SimulatedAccount
{
    public const string Address = "ana@northwind.test";

    private readonly ConcurrentDictionary<string, int> _passedOn = new();

    protected SimulatedAccount(SandboxServer sandbox, ISandboxMailbox mailbox)
    {
        Sandbox = sandbox;
        mailbox.Sent += (_, message) => _passedOn.AddOrUpdate(MimeMessage.Load(new MemoryStream(message.ToArray())).Subject ?? "", 1, (_, times) => times + 1);
    }

    protected SandboxServer Sandbox { get; }

    public abstract MailProvider Provider { get; }

    /// <summary>Called with each call that the provider has answered.</summary>
    public Action? Answered { get; set; }

    /// <summary>Subjects of arrived emails that others have deleted for good.</summary>
    public HashSet<string> DeletedElsewhere { get; } = [];

    /// <summary>How often emails with a subject left the account.</summary>
    public IReadOnlyDictionary<string, int> PassedOn => _passedOn;

    public abstract Dictionary<string, string?> Configuration();
    public abstract ConsentGrant Grant();

    /// <summary>Somebody writes.</summary>
    /// <param name="subject">No other email has it.</param>
    /// <param name="answered">The subject of an email that is answered; null for a new conversation.</param>
    public abstract void Arrive(string subject, string? answered);


    /// <summary>Somebody changes something with another program.</summary>
    public abstract void Elsewhere(Random random, ref int drafts);

    /// <summary>Chance prepares a fault for a coming call, of the API or of a push.</summary>
    public abstract void Stumble(Random random);

    /// <summary>Every cursor given so far is too old.</summary>
    public abstract void Expire();

    /// <summary>How sent emails are filed from now on: late, with another Message-ID.</summary>
    public abstract void FileSent(TimeSpan delay, bool rewritesMessageIds);

    /// <summary>No fault waits any more.</summary>
    public abstract void CalmDown();

    /// <summary>Places people may move emails to, as remote ids of folders.</summary>
    public abstract IReadOnlyList<string> OwnFolders { get; }

    /// <summary>Each email in each of its places with its flags, and its subject.</summary>
    public abstract IReadOnlyList<PlacedEmail> There();

    /// <summary>What stands in the place of a remote id in comparisons.</summary>
    public virtual string Comparable(string remoteId) => remoteId;

    protected static byte[] Letter(string subject, string? answered) =>
        TestEmails.Simple(subject, IdOf(subject), answered is null ? "" : $"In-Reply-To: <{IdOf(answered)}>\r\n");

    private static string IdOf(string subject) => $"{subject.Replace(' ', '.')}@mercier.example";

    protected void Fault(SandboxFault fault) => Sandbox.Faults.Add(fault);
}
