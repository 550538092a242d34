using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>How far a connection came, from which the meaning of a failure is read.</summary>
internal sealed class ConnectState(MailServerSide side, AnswerTail tail, CertificateCheck certificate, ServerQuirks quirks)
{
    public MailServerSide Side { get; } = side;
    public AnswerTail Tail { get; } = tail;
    public CertificateCheck Certificate { get; } = certificate;
    public ServerQuirks Quirks { get; set; } = quirks;
    public DialledStream? Stream { get; set; }

    /// <summary>The server greeted as its protocol demands.</summary>
    public bool Greeted { get; set; }

    /// <summary>The connection stands, encrypted where that was asked for.</summary>
    public bool Connected { get; set; }

    /// <summary>The server takes no password, or none on this connection.</summary>
    public bool LoginDisabled { get; set; }
}
