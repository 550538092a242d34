using SimpleCrm.TestServers.Certificates;

namespace SimpleCrm.TestServers.Postfix;

/// <summary>How a private Postfix is to be.</summary>
public sealed record PostfixOptions
{
    /// <summary>Domains delivered to Dovecot by LMTP. Mail for any other domain is accepted and thrown away.</summary>
    public IReadOnlyList<string> Domains { get; init; } = ["northwind.test", "mercier.example"];

    /// <summary>Largest email in bytes, as announced by SIZE (RFC 1870). Postfix's own default.</summary>
    public int MessageSizeLimit { get; init; } = 10_240_000;

    public CertificateKind Certificate { get; init; } = CertificateKind.Good;

    /// <summary>Take passwords only under TLS.</summary>
    public bool RequireTls { get; init; }

    /// <summary>Lines added at the end of main.cf.</summary>
    public string ExtraConfiguration { get; init; } = "";
}
