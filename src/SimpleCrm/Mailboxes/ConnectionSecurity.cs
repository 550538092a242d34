namespace SimpleCrm.Mailboxes;

/// <summary>How a connection to a mail server is secured (RFC 8314).</summary>
public enum ConnectionSecurity
{
    /// <summary>Plain text; refused unless <c>Imap:AllowUnencrypted</c> is on.</summary>
    None = 0,

    /// <summary>STARTTLS, required: a server that does not offer it is refused before credentials are sent.</summary>
    StartTls = 1,

    /// <summary>TLS from the first byte.</summary>
    Tls = 2,
}
