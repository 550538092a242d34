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

    /// <summary>How many those are.</summary>
    public int RecipientCount { get; set; }

    /// <summary>The row in Emails that shows it in its thread from the moment of preparation.</summary>
    public long? EmailId { get; set; }

    /// <summary>
    /// When the outbox looks at it next: submission (schedule, undo window, another try), filing, or the search in Sent.
    /// <see cref="DateTime.MaxValue"/> when only the person can decide.
    /// </summary>
    public DateTime DueAt { get; set; }

    /// <summary>The time a person chose for it; null when it goes at once.</summary>
    public DateTime? ScheduledFor { get; set; }

    /// <summary>IANA name of the zone in which they chose it.</summary>
    public string? ScheduledZone { get; set; }

    /// <summary>Not sent when one of its recipients writes first.</summary>
    public bool CancelIfAnswered { get; set; }

    /// <summary>The conversation comes back to the Inbox at this time unless somebody has answered.</summary>
    public DateTime? RemindAt { get; set; }

    /// <summary>The draft it was written as; it comes back when the email is taken out of the outbox.</summary>
    public long? DraftId { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public DateTime? AcceptedAt { get; set; }
    public DateTime? FiledAt { get; set; }

    /// <summary>How often its submission was begun.</summary>
    public int Attempts { get; set; }

    /// <summary>How often its copy was looked for in Sent, or failed to be filed there.</summary>
    public int SentLookups { get; set; }

    /// <summary>The provider's id of the sent message, where it told; it finds the copy that the provider filed, whatever was rewritten in it.</summary>
    public string? RemoteId { get; set; }

    /// <summary>The server's last words about it.</summary>
    public string? ServerReply { get; set; }
    public string? IdempotencyKey { get; set; }

    /// <summary>SHA-256 of the request that made it, to tell a repeat from a reuse of its key.</summary>
    public byte[]? RequestHash { get; set; }
}
