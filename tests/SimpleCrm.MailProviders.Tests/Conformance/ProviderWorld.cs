using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>An empty account at a provider, and power over its server: what other clients, other people and the provider itself do.</summary>
public abstract class ProviderWorld : IAsyncDisposable
{
    public abstract IEmailProvider Provider { get; }
    public abstract MailboxConnection Connection { get; }
    public abstract ProviderTraits Traits { get; }

    /// <summary>Somebody else's email arrives in the Inbox.</summary>
    public abstract Task DeliverAsync(byte[] message);

    /// <summary>Another client changes flags; null leaves one alone.</summary>
    public abstract Task SetFlagsElsewhereAsync(string messageId, bool? read, bool? starred);

    /// <summary>Another client moves an email out of the Inbox.</summary>
    public abstract Task MoveElsewhereAsync(string messageId, FolderRole to);

    /// <summary>Another client deletes an email of the Inbox for good.</summary>
    public abstract Task DeleteElsewhereAsync(string messageId);

    /// <summary>Whatever cursors were given are of no use any more.</summary>
    public abstract Task ExpireCursorsAsync();

    /// <summary>The next calls are refused because there were too many.</summary>
    /// <returns>False when the provider has no such thing.</returns>
    public abstract bool RefuseForTheRate(int calls, TimeSpan? retryAfter);

    /// <summary>The owner withdraws the product's right to the account.</summary>
    public abstract Task RevokeAsync();

    /// <summary>Somebody is in the account's address book, or in its sent mail where that is the address book.</summary>
    public abstract Task AddContactAsync(string name, string address);

    /// <summary>What the server itself has in a folder.</summary>
    public abstract Task<IReadOnlyList<ServerEmail>> EmailsAtServerAsync(FolderRole role);

    /// <summary>Messages that the server has passed on to their recipients, as they arrived.</summary>
    public abstract IReadOnlyList<byte[]> PassedOn();

    public abstract ValueTask DisposeAsync();
}
