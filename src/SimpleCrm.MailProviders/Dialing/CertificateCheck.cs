using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SimpleCrm.MailProviders.Dialing;

/// <summary>Judges one server's certificate and remembers the verdict, by which a refused one is told from a broken handshake.</summary>
internal sealed class CertificateCheck(ImapOptions options)
{
    /// <summary>A certificate was seen and refused.</summary>
    public bool Refused { get; private set; }

    /// <summary>Why, in words a person can act on.</summary>
    public string? Reason { get; private set; }

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || options.AllowInvalidCertificates)
            return true;
        if (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is not null && chain is not null && IsSignedByTrusted(certificate, chain))
            return true;
        Refused = true;
        Reason = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "The certificate is for another host name."
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "The server shows no certificate."
            : chain?.ChainStatus.Any(s => s.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)) == true ? "The certificate has expired or is not valid yet."
            : "The certificate is not signed by a trusted authority.";
        return false;
    }

    private bool IsSignedByTrusted(X509Certificate certificate, X509Chain chain)
    {
        if (string.IsNullOrEmpty(options.TrustedCertificates))
            return false;
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(options.TrustedCertificates);
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain.ChainElements)
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
    }
}
