using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SimpleCrm.TestServers.Certificates;

/// <summary>A certificate authority made on the fly, known to nobody but the tests.</summary>
public sealed class CertificateAuthority
{
    private static readonly Lazy<CertificateAuthority> OnDemand = new(() => new CertificateAuthority());
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private CertificateAuthority()
    {
        var request = new CertificateRequest("CN=SimpleCrm test authority", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(_now.AddYears(-2), _now.AddYears(2));
    }

    /// <summary>One authority per test process.</summary>
    public static CertificateAuthority Shared => OnDemand.Value;

    /// <summary>The root. Trusted by nobody until a test says so.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Writes the root as PEM: .NET on Linux trusts a file named by the variable SSL_CERT_FILE.</summary>
    public string WriteRoot(string file)
    {
        File.WriteAllText(file, Certificate.ExportCertificatePem());
        return file;
    }

    /// <summary>Writes a server's certificate, the root and the private key as PEM into one file.</summary>
    public string WriteServer(string file, CertificateKind kind)
    {
        using var issued = Issue(kind);
        using var key = issued.GetECDsaPrivateKey()!;
        File.WriteAllText(file, $"{key.ExportPkcs8PrivateKeyPem()}\n{issued.ExportCertificatePem()}\n{Certificate.ExportCertificatePem()}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    /// <summary>A new certificate with its private key.</summary>
    public X509Certificate2 Issue(CertificateKind kind)
    {
        var host = kind == CertificateKind.WrongHost ? "mail.elsewhere.example" : "localhost";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (kind != CertificateKind.WrongHost) names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        var until = kind == CertificateKind.Expired ? _now.AddDays(-10) : _now.AddYears(1);
        using var issued = request.Create(Certificate, _now.AddYears(-1), until, RandomNumberGenerator.GetBytes(12));
        return issued.CopyWithPrivateKey(key);
    }
}
