using System.Collections.Concurrent;
using MimeKit;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>An account of the simulated Gmail, where folders are labels.</summary>
internal sealed class GmailKillAccount(SandboxServer sandbox, GmailMailbox mailbox, string projects) : KillAccount
{
    private readonly ConcurrentDictionary<string, (string MessageId, string Subject)> _known = new();

    public override string Address => mailbox.Address;

    public override bool HasManyPlaces => true;

    // Consent is asked for less than the whole of the mailbox.
    public override bool CanBeDeletedFrom => false;

    public override Task<string> ConnectAsync(ProductClient client) => Consent.GiveAsync(client, "gmail", Address);

    public override Task<IReadOnlyList<HeldEmail>> ListAsync() => Task.FromResult<IReadOnlyList<HeldEmail>>(
    [
        .. mailbox.Messages().SelectMany(message => PlacesOf(message.Labels)
            .Select(place => new HeldEmail(place, HeadOf(message.Id).MessageId, !message.Labels.Contains("UNREAD"), message.Labels.Contains("STARRED")))),
    ]);

    public override Task<int> CountSentAsync(string subject) =>
        Task.FromResult(mailbox.Messages().Count(message => message.Labels.Contains("SENT") && HeadOf(message.Id).Subject == subject));

    public override IReadOnlyList<Func<Task>> Changes(Random random) =>
    [
        Arrive, Arrive, Arrive,
        () => Do(() => mailbox.Add(NewEmail(), sandbox.Time.GetUtcNow(), projects, "UNREAD")),
        () => Do(() => mailbox.Add(NewEmail(), sandbox.Time.GetUtcNow(), "UNREAD")),
        () => Some(random, "INBOX", 6, (id, labels) => Toggle(id, labels, random.Next(2) == 0 ? "UNREAD" : "STARRED")),
        () => Some(random, null, 3, (id, labels) => Toggle(id, labels, random.Next(2) == 0 ? "UNREAD" : "STARRED")),
        () => Some(random, "INBOX", 2, (id, _) => mailbox.ChangeLabels(id, [projects], ["INBOX"])),
        () => Some(random, projects, 1, (id, _) => mailbox.ChangeLabels(id, [], [projects])),
        () => Some(random, projects, 1, (id, _) => mailbox.ChangeLabels(id, ["INBOX"], [])),
        () => Some(random, "INBOX", 1, (id, _) => mailbox.ChangeLabels(id, ["TRASH"], ["INBOX"])),
        () => Some(random, null, 1, (id, _) => mailbox.Delete(id)),
    ];

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task Arrive() => Do(() => mailbox.Deliver(NewEmail(), sandbox.Time.GetUtcNow()));

    private Task Some(Random random, string? label, int count, Action<string, IReadOnlySet<string>> change)
    {
        var some = mailbox.Messages().Where(message => label is null || message.Labels.Contains(label)).ToArray();
        random.Shuffle(some);
        foreach (var (id, labels) in some.Take(count)) change(id, labels);
        return Task.CompletedTask;
    }

    private void Toggle(string id, IReadOnlySet<string> labels, string label) => mailbox.ChangeLabels(id, labels.Contains(label) ? [] : [label], labels.Contains(label) ? [label] : []);

    private (string MessageId, string Subject) HeadOf(string id) => _known.GetOrAdd(id, _ =>
    {
        var headers = HeaderList.Load(new MemoryStream(mailbox.Source(id)?.ToArray() ?? []));
        // The product goes on to show what it sent under the id that it gave it.
        return ((headers["X-Google-Original-Message-ID"] ?? headers[HeaderId.MessageId] ?? "").Trim().Trim('<', '>'), headers[HeaderId.Subject] ?? "");
    });

    private IEnumerable<string> PlacesOf(IReadOnlySet<string> labels) =>
        labels.Contains("TRASH") ? ["Trash"]
        : labels.Contains("SPAM") ? ["Junk"]
        : labels.Select(label => label switch { "INBOX" => "INBOX", "SENT" => "Sent", "DRAFT" => "Drafts", _ when label == projects => "Projects", _ => null }).OfType<string>().Append("All");

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
