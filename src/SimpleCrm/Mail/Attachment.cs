namespace SimpleCrm.Mail;

/// <summary>A leaf part that is not the displayed body. Its content stays at the server until first use.</summary>
public sealed class Attachment
{
    public long Id { get; set; } = RowId.Next();
    public long EmailId { get; set; }

    /// <summary>IMAP part specifier ("2", "1.3"), or the provider's attachment id.</summary>
    public string ExternalId { get; set; } = "";
    public string FileName { get; set; } = "";
    public string MimeType { get; set; } = "";

    /// <summary>Bytes as transferred until fetched, decoded bytes afterwards.</summary>
    public long Size { get; set; }
    public string? ContentId { get; set; }
    public bool IsInline { get; set; }
    public string? TransferEncoding { get; set; }

    /// <summary>When the content was fetched into the encrypted store; null while it is only at the server.</summary>
    public DateTime? StoredAt { get; set; }
}
