using System.Collections.Concurrent;
using SimpleCrm.Mail;
using SimpleCrm.MailProviders.Tests.Outlook;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>An account at the simulated Microsoft Graph.</summary>
public sealed class OutlookWorld : ProviderWorld
{
    private readonly OutlookHost _host;
    private readonly ConcurrentQueue<byte[]> _passedOn = new();
    private DateTimeOffset _lastDelivery;

    private OutlookWorld(OutlookHost host)
    {
        _host = host;
        host.Mailbox.Sent += (_, message) => _passedOn.Enqueue(message.ToArray());
    }

    public static async Task<ProviderWorld> StartAsync() => new OutlookWorld(await OutlookHost.StartAsync());

    public override IEmailProvider Provider => _host.Provider;

    public override MailboxConnection Connection => _host.Connection;

    public override ProviderTraits Traits => ProviderTraits.Of(MailProvider.Outlook);

    public override Task DeliverAsync(byte[] message)
    {
        // Graph tells times by the second.
        var now = OutlookHost.Now;
        _lastDelivery = now > _lastDelivery ? now : _lastDelivery.AddSeconds(1);
        _host.Mailbox.Deliver(message, _lastDelivery);
        _lastDelivery = _lastDelivery.AddSeconds(1);
        return Task.CompletedTask;
    }

    public override Task SetFlagsElsewhereAsync(string messageId, bool? read, bool? starred)
    {
        _host.Mailbox.SetFlags(Find(messageId), read, starred);
        return Task.CompletedTask;
    }

    public override Task MoveElsewhereAsync(string messageId, FolderRole to)
    {
        _host.Mailbox.MoveTo(Find(messageId), Name(to));
        return Task.CompletedTask;
    }

    public override Task DeleteElsewhereAsync(string messageId)
    {
        _host.Mailbox.Delete(Find(messageId));
        return Task.CompletedTask;
    }

    public override Task ExpireCursorsAsync()
    {
        _host.Mailbox.ExpireSyncState();
        return Task.CompletedTask;
    }

    public override bool RefuseForTheRate(int calls, TimeSpan? retryAfter)
    {
        _host.Faults.Add(new SandboxFault { PathContains = "/microsoft/graph/", Status = 429, RetryAfter = retryAfter, Times = calls });
        return true;
    }

    public override Task RevokeAsync()
    {
        _host.Server.Tokens.Revoke(_host.Mailbox.Address);
        _host.IsRevoked = true;
        return Task.CompletedTask;
    }

    public override Task AddContactAsync(string name, string address)
    {
        _host.Mailbox.AddContact(name, address);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<ServerEmail>> EmailsAtServerAsync(FolderRole role) => Task.FromResult<IReadOnlyList<ServerEmail>>(
        [.. _host.Mailbox.Snapshot().Values.Where(m => m.Folder == Name(role)).Select(m => new ServerEmail(m.MessageId.Trim('<', '>'), m.IsRead, m.IsFlagged))]);

    public override IReadOnlyList<byte[]> PassedOn() => [.. _passedOn];

    public override ValueTask DisposeAsync() => _host.DisposeAsync();

    private string Find(string messageId) => _host.Mailbox.Snapshot().Values.Single(m => m.MessageId == $"<{messageId}>").Id;

    private static string Name(FolderRole role) => role switch
    {
        FolderRole.Sent => "sentitems",
        FolderRole.Trash => "deleteditems",
        FolderRole.Junk => "junkemail",
        _ => role.ToString().ToLowerInvariant(),
    };
}
