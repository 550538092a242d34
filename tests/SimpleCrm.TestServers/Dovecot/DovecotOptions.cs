using SimpleCrm.TestServers.Certificates;

namespace SimpleCrm.TestServers.Dovecot;

/// <summary>How a private Dovecot is to be.</summary>
public sealed record DovecotOptions
{
    /// <summary>Accounts from the start. More can be added at any time with <see cref="DovecotServer.AddUser"/>.</summary>
    public IReadOnlyList<DovecotUser> Users { get; init; } = [];

    public MailStorage Storage { get; init; } = MailStorage.Maildir;

    public IReadOnlyList<DovecotFolder> Folders { get; init; } = DovecotFolder.English;

    public char Separator { get; init; } = '/';

    /// <summary>Prefix of every folder but the Inbox, such as <c>INBOX.</c> at many hosting companies.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Capabilities Dovecot is to keep silent about, such as <c>QRESYNC</c> or <c>MOVE</c>. It stops advertising
    /// them and goes on obeying a client that uses them unasked; response codes such as COPYUID and HIGHESTMODSEQ
    /// stay. For a server that truly lacks them, put a <see cref="Proxy.ImapLie.Without"/> in front.
    /// </summary>
    public IReadOnlyList<string> WithoutCapabilities { get; init; } = [];

    public CertificateKind Certificate { get; init; } = CertificateKind.Good;

    /// <summary>Refuse passwords on connections without TLS (STARTTLS remains).</summary>
    public bool RequireTls { get; init; }

    /// <summary>Lines added at the end of dovecot.conf.</summary>
    public string ExtraConfiguration { get; init; } = "";
}
