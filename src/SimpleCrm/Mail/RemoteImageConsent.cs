namespace SimpleCrm.Mail;

/// <summary>A person's consent to load remote images: of one email, or of every email of a sender.</summary>
public sealed class RemoteImageConsent
{
    public long Id { get; set; } = RowId.Next();
    public long UserId { get; set; }
    public long? EmailId { get; set; }

    /// <summary>Lower-case address.</summary>
    public string? SenderAddress { get; set; }
    public DateTime CreatedAt { get; set; }
}
