namespace SimpleCrm.Mailboxes;

/// <summary>Server settings found for an address: a suggestion that the person may edit and a login must confirm.</summary>
/// <param name="UserName">The login name the provider asks for; usually the address.</param>
/// <param name="Source">Where they were found.</param>
/// <param name="Advice">What the person must know before entering a password (an app password is needed); null for nothing.</param>
public sealed record DiscoveredServers(ServerSettings Imap, ServerSettings Smtp, string UserName, DiscoverySource Source, string? Advice = null);
