namespace SimpleCrm.Outbox;

/// <summary>The whole message of an outbox row as it goes over the wire, apart from the row so that state changes stay small.</summary>
public sealed class OutgoingContent
{
    public long OutgoingEmailId { get; set; }

    /// <summary>Compressed and encrypted; empty when the message is in a file of its own (<see cref="OutgoingContents"/>).</summary>
    public byte[] MessageCipher { get; set; } = [];

    internal static string Place(long outgoingId) => $"OutgoingContents:{outgoingId}:Message";
}
