namespace SimpleCrm.Sync;

/// <summary>One call of a provider, stored as it came in and not judged yet.</summary>
public sealed class WebhookDelivery
{
    /// <summary>Longest body that is taken, in bytes.</summary>
    public const int MaxBody = 256 * 1024;

    /// <summary>Longest Authorization header that is taken, in characters.</summary>
    public const int MaxAuthorization = 4096;
    public long Id { get; set; } = RowId.Next();
    public Mailboxes.MailProvider Provider { get; set; }
    public byte[] Body { get; set; } = [];
    public string? Authorization { get; set; }
    public DateTime ReceivedAt { get; set; }
    public int Attempts { get; set; }
}
