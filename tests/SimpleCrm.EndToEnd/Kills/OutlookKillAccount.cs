using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A mailbox of the simulated Microsoft 365.</summary>
internal sealed class OutlookKillAccount(SandboxServer sandbox, MicrosoftMailbox mailbox, string projects) : KillAccount
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["inbox"] = "INBOX",
        ["sentitems"] = "Sent",
        ["drafts"] = "Drafts",
        ["archive"] = "Archive",
        ["deleteditems"] = "Trash",
        ["junkemail"] = "Junk",
    };

    public override string Address => mailbox.Address;

    public override Task<string> ConnectAsync(ProductClient client) => Consent.GiveAsync(client, "outlook", Address);

    // What is on its way out is in no folder that people see.
    public override Task<IReadOnlyList<HeldEmail>> ListAsync() => Task.FromResult<IReadOnlyList<HeldEmail>>(
    [
        .. Messages().Select(message => new HeldEmail(Names.GetValueOrDefault(message.Folder, message.Folder), IdOf(message), message.IsRead, message.IsFlagged)),
    ]);

    public override Task<int> CountSentAsync(string subject) => Task.FromResult(Messages().Count(message => message.Folder == "sentitems" && message.Subject == subject));

    public override IReadOnlyList<Func<Task>> Changes(Random random) =>
    [
        Arrive, Arrive, Arrive,
        () => Do(() => mailbox.MoveTo(mailbox.Deliver(NewEmail(), sandbox.Time.GetUtcNow()), projects)),
        () => Do(() => mailbox.MoveTo(mailbox.Deliver(NewEmail(), sandbox.Time.GetUtcNow()), "archive")),
        () => Some(random, "inbox", 6, message => Mark(random, message)),
        () => Some(random, "archive", 3, message => Mark(random, message)),
        () => Some(random, "inbox", 2, message => mailbox.MoveTo(message.Id, projects)),
        () => Some(random, "Projects", 1, message => mailbox.MoveTo(message.Id, "archive")),
        () => Some(random, "archive", 1, message => mailbox.MoveTo(message.Id, "inbox")),
        () => Some(random, "inbox", 1, message => mailbox.Delete(message.Id)),
        () => Some(random, "archive", 1, message => mailbox.Delete(message.Id)),
    ];

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<MicrosoftMessage> Messages() => mailbox.Snapshot().Values.Where(message => message.Folder != "outbox").OrderBy(message => message.MessageId, StringComparer.Ordinal);

    // The product goes on to show what it sent under the id that it gave it.
    private string IdOf(MicrosoftMessage message)
    {
        lock (mailbox.Gate) return (mailbox.FindMessage(message.Id)?.Headers["X-Microsoft-Original-Message-ID"] ?? message.MessageId).Trim().Trim('<', '>');
    }

    private Task Arrive() => Do(() => mailbox.Deliver(NewEmail(), sandbox.Time.GetUtcNow()));

    private Task Some(Random random, string folder, int count, Action<MicrosoftMessage> change)
    {
        var some = Messages().Where(message => message.Folder == folder).ToArray();
        random.Shuffle(some);
        foreach (var message in some.Take(count)) change(message);
        return Task.CompletedTask;
    }

    private void Mark(Random random, MicrosoftMessage message)
    {
        if (random.Next(2) == 0) mailbox.SetFlags(message.Id, !message.IsRead, null);
        else mailbox.SetFlags(message.Id, null, !message.IsFlagged);
    }

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
