namespace SimpleCrm.TestServers.Certificates;

/// <summary>What is right or wrong with a server's certificate.</summary>
public enum CertificateKind
{
    /// <summary>For localhost and 127.0.0.1, signed by <see cref="CertificateAuthority.Shared"/>.</summary>
    Good,

    /// <summary>Signed by the same authority, but for another host's name.</summary>
    WrongHost,

    /// <summary>For the right host, but no longer valid.</summary>
    Expired,
}
