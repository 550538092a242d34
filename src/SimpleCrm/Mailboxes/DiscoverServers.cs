namespace SimpleCrm.Mailboxes;

/// <summary>Looks for the servers of an address on the network. Takes seconds at most; null when the address has no domain.</summary>
public delegate Task<DiscoveredServers?> DiscoverServers(string address, CancellationToken cancellationToken);
