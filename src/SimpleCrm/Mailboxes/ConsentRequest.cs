namespace SimpleCrm.Mailboxes;

/// <summary>A consent that was asked for and not answered yet. Good for one answer to the person who asked, within minutes.</summary>
internal sealed class ConsentRequest
{
    public long Id { get; set; } = RowId.Next();

    /// <summary>SHA-256 of the state parameter and the secret of the browser.</summary>
    public byte[] StateHash { get; set; } = [];
    public long UserId { get; set; }
    public MailProvider Provider { get; set; }

    /// <summary>The PKCE verifier, encrypted.</summary>
    public byte[] VerifierCipher { get; set; } = [];
    public string RedirectUri { get; set; } = "";
    public DateTime ExpiresAt { get; set; }
}
