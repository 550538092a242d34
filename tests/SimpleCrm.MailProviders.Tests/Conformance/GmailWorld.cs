using System.Collections.Concurrent;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Tests.Gmail;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>An account at the simulated Gmail.</summary>
public sealed class GmailWorld : ProviderWorld
{
    private readonly GmailHost _host;
    private readonly ConcurrentQueue<byte[]> _passedOn = new();
    private DateTimeOffset _lastDelivery;

    private GmailWorld(GmailHost host)
    {
        _host = host;
        host.Mailbox.Sent += (_, message) => _passedOn.Enqueue(message.ToArray());
    }

    public static async Task<ProviderWorld> StartAsync() => new GmailWorld(await GmailHost.StartAsync());

    public override IEmailProvider Provider => _host.Provider;

    public override MailboxConnection Connection => _host.Connection;

    public override ProviderTraits Traits => ProviderTraits.Of(MailProvider.Gmail);

    public override Task DeliverAsync(byte[] message)
    {
        // Gmail orders by the millisecond.
        var now = TimeProvider.System.GetUtcNow();
        _lastDelivery = now > _lastDelivery ? now : _lastDelivery.AddMilliseconds(1);
        _host.Mailbox.Deliver(message, _lastDelivery);
        _lastDelivery = _lastDelivery.AddMilliseconds(1);
        return Task.CompletedTask;
    }

    public override Task SetFlagsElsewhereAsync(string messageId, bool? read, bool? starred)
    {
        foreach (var (label, wanted) in new[] { ("UNREAD", !read), ("STARRED", starred) })
            if (wanted is { } on)
                _host.Mailbox.ChangeLabels(Find(messageId), on ? [label] : [], on ? [] : [label]);
        return Task.CompletedTask;
    }

    public override Task MoveElsewhereAsync(string messageId, FolderRole to)
    {
        _host.Mailbox.ChangeLabels(Find(messageId), [Label(to)], ["INBOX"]);
        return Task.CompletedTask;
    }

    public override Task DeleteElsewhereAsync(string messageId)
    {
        _host.Mailbox.Delete(Find(messageId));
        return Task.CompletedTask;
    }

    public override Task ExpireCursorsAsync()
    {
        _host.Mailbox.ExpireHistory();
        return Task.CompletedTask;
    }

    public override bool RefuseForTheRate(int calls, TimeSpan? retryAfter)
    {
        _host.Sandbox.Faults.Add(new SandboxFault { PathContains = "/gmail/v1/", Status = 429, ErrorCode = "rateLimitExceeded", RetryAfter = retryAfter, Times = calls });
        return true;
    }

    public override Task RevokeAsync()
    {
        _host.Revoke();
        return Task.CompletedTask;
    }

    public override Task AddContactAsync(string name, string address)
    {
        _host.Mailbox.Contacts.Add(name, address);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<ServerEmail>> EmailsAtServerAsync(FolderRole role) => Task.FromResult<IReadOnlyList<ServerEmail>>(
        [.. _host.Mailbox.Messages().Where(m => m.Labels.Contains(Label(role))).Select(m => new ServerEmail(MessageId(m.Id), !m.Labels.Contains("UNREAD"), m.Labels.Contains("STARRED")))]);

    public override IReadOnlyList<byte[]> PassedOn() => [.. _passedOn];

    public override ValueTask DisposeAsync() => _host.DisposeAsync();

    private string Find(string messageId) => _host.Mailbox.Messages().Single(m => MessageId(m.Id) == messageId).Id;

    private string MessageId(string id) => MimeReader.Read(new MemoryStream(_host.Mailbox.Source(id)!.Value.ToArray()), MimeLimits.Default, CancellationToken.None).MessageId!;

    private static string Label(FolderRole role) => role switch
    {
        FolderRole.Junk => "SPAM",
        FolderRole.Drafts => "DRAFT",
        _ => role.ToString().ToUpperInvariant(),
    };
}
