using System.Security.Cryptography.X509Certificates;

namespace SimpleCrm.MailProviders;

/// <summary>Settings of the IMAP and SMTP connections; configuration section <c>Imap</c>.</summary>
public sealed class ImapOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Imap";

    /// <summary>Mail servers in private, loopback and link-local networks may be dialled. Off: a person cannot make the product reach into its own network.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Accounts may be connected without TLS. Off: passwords are never sent in the clear.</summary>
    public bool AllowUnencrypted { get; set; }

    /// <summary>Certificates are not checked. For development only.</summary>
    public bool AllowInvalidCertificates { get; set; }

    /// <summary>PEM file of root certificates that are trusted besides the system's; null for none.</summary>
    public string? TrustedCertificates { get; set; }

    /// <summary>Longest wait for name, connection and TLS together; 1 second to 5 minutes.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest silence of a server that owes an answer; 1 second to 30 minutes. Then the connection is given up.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Longest wait for each answer while a message is handed in; 1 second to 30 minutes. Some servers scan it before they answer
    /// (RFC 5321 §4.5.3.2 asks for up to 10 minutes), and a message given up while it is scanned may have been sent.
    /// </summary>
    public TimeSpan SubmissionTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long one IDLE lasts before it is ended and begun again, which also proves that the server is still there;
    /// at most 9 minutes (RFC 2177 allows 29, but several servers hang up after 10). Some servers are asked more often.
    /// </summary>
    public TimeSpan IdlePeriod { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>Folder for protocol logs, passwords masked; null for none. They hold people's mail: for development only.</summary>
    public string? ProtocolLogs { get; set; }

    /// <summary>What is wrong with the settings, naming the key; null when nothing is.</summary>
    public string? FindFault()
    {
        if (ConnectTimeout < TimeSpan.FromSeconds(1) || ConnectTimeout > TimeSpan.FromMinutes(5))
            return "Imap:ConnectTimeout must be from 00:00:01 to 00:05:00.";
        if (AnswerTimeout < TimeSpan.FromSeconds(1) || AnswerTimeout > TimeSpan.FromMinutes(30))
            return "Imap:AnswerTimeout must be from 00:00:01 to 00:30:00.";
        if (SubmissionTimeout < TimeSpan.FromSeconds(1) || SubmissionTimeout > TimeSpan.FromMinutes(30))
            return "Imap:SubmissionTimeout must be from 00:00:01 to 00:30:00.";
        if (IdlePeriod < TimeSpan.FromSeconds(1) || IdlePeriod > TimeSpan.FromMinutes(9))
            return "Imap:IdlePeriod must be from 00:00:01 to 00:09:00.";
        if (TrustedCertificates is { Length: > 0 } file && !IsCertificateFile(file))
            return "Imap:TrustedCertificates must name a readable PEM file with at least one certificate.";
        return null;
    }

    private static bool IsCertificateFile(string file)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
