namespace SimpleCrm.Mailboxes;

/// <summary>Where server settings were found, from the surest to a guess.</summary>
public enum DiscoverySource
{
    /// <summary>The product's own list of well-known providers.</summary>
    KnownProvider = 0,

    /// <summary>The domain's own autoconfig document.</summary>
    Autoconfig = 1,

    /// <summary>Mozilla's public database of providers.</summary>
    Ispdb = 2,

    /// <summary>The domain's SRV records (RFC 6186, RFC 8314).</summary>
    ServiceRecords = 3,

    /// <summary>Whoever receives mail for the domain (MX), by one of the ways above.</summary>
    MailExchanger = 4,

    /// <summary>The names most servers have.</summary>
    Guess = 5,
}
