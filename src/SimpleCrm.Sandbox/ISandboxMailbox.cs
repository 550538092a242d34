namespace SimpleCrm.Sandbox;

/// <summary>A simulated account into which mail can be delivered, whatever protocol it speaks.</summary>
public interface ISandboxMailbox
{
    string Address { get; }
    string OwnerName { get; }

    /// <summary>Delivers an RFC 5322 message to the inbox at the given time, and tells whoever subscribed.</summary>
    /// <returns>The provider's id of the message.</returns>
    string Deliver(ReadOnlyMemory<byte> message, DateTimeOffset receivedAt);

    /// <summary>Puts a message into Sent, read, as if its owner had sent it then. For seeding.</summary>
    string FileSent(ReadOnlyMemory<byte> message, DateTimeOffset sentAt);

    /// <summary>Unread messages in the inbox.</summary>
    int CountUnread();

    /// <summary>Called, off the request, with each message that the owner has sent.</summary>
    event Action<ISandboxMailbox, ReadOnlyMemory<byte>> Sent;
}
