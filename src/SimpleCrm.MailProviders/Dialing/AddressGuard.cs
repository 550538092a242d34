using System.Net;
using System.Net.Sockets;

namespace SimpleCrm.MailProviders.Dialing;

/// <summary>
/// Tells public addresses from those by which a person could make the product reach into its own network. The address that is
/// dialled is checked, so no spelling of a name or number gets round it.
/// </summary>
public static class AddressGuard
{
    // IANA special-purpose registries (RFC 6890 and later), without the ranges that are globally reachable.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>True for an address of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // These carry an IPv4 address, and lead to it.
            var bytes = address.GetAddressBytes();
            if (SixToFour.Contains(address))
                return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
            if (Nat64.Contains(address))
                return IsPublic(new IPAddress(bytes.AsSpan(12, 4)));
        }
        foreach (var network in Special)
        {
            if (network.Contains(address))
                return false;
        }
        return true;
    }
}
