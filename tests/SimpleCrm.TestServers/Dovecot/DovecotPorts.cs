namespace SimpleCrm.TestServers.Dovecot;

/// <summary>The loopback ports of one instance; they stay the same over restarts.</summary>
/// <param name="Imap">IMAP in clear, with STARTTLS.</param>
/// <param name="Imaps">IMAP over TLS from the first byte.</param>
/// <param name="Lmtp">Delivery, RFC 2033.</param>
/// <param name="Auth">Dovecot's authentication protocol, for Postfix.</param>
public sealed record DovecotPorts(int Imap, int Imaps, int Lmtp, int Auth)
{
    internal static DovecotPorts Reserve() =>
        new(LoopbackPorts.Reserve(), LoopbackPorts.Reserve(), LoopbackPorts.Reserve(), LoopbackPorts.Reserve());
}
