namespace SimpleCrm.Outbox;

/// <summary>
/// An email to be sent, and how far it has come. Each state is stored before the network step it announces;
/// the Message-ID is fixed at preparation and never changes.
/// </summary>
public sealed class OutgoingEmail
{
    public long Id { get; set; } = RowId.Next();
    public long MailboxId { get; set; }
    public long UserId { get; set; }
    public OutgoingState State { get; set; }
    public string MessageId { get; set; } = "";
    public string Subject { get; set; } = "";

    /// <summary>Envelope recipients as JSON (array of <see cref="OutgoingRecipient"/>), Bcc included.</summary>
    public string RecipientsJson { get; set; } = "[]";

    /// <summary>The whole message as it goes over the wire, compressed and encrypted.</summary>
    public byte[] MessageCipher { get; set; } = [];

    /// <summary>The row in Emails that shows it in its thread from the moment of preparation.</summary>
    public long? EmailId { get; set; }

    /// <summary>Not before this time (schedule, undo window, retry).</summary>
    public DateTime DueAt { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public DateTime? AcceptedAt { get; set; }
    public DateTime? FiledAt { get; set; }
    public int Attempts { get; set; }
    public int SentLookups { get; set; }

    /// <summary>The server's last words about it.</summary>
    public string? ServerReply { get; set; }
    public string? IdempotencyKey { get; set; }

    /// <summary>SHA-256 of the request that made it, to tell a repeat from a reuse of its key.</summary>
    public byte[]? RequestHash { get; set; }
}
