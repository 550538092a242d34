namespace SimpleCrm.Mailboxes;

/// <summary>Where a mail server listens and how the connection is secured.</summary>
public sealed record ServerSettings
{
    /// <summary>Host name or address literal.</summary>
    public string Host { get; init; } = "";

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port { get; init; }

    /// <summary>TLS from the first byte unless told otherwise.</summary>
    public ConnectionSecurity Security { get; init; } = ConnectionSecurity.Tls;
}
