using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SimpleCrm.MailProviders.Dialing;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Dialing;

public class AddressGuardTests
{
    public static TheoryData<string> PrivateForms =>
    [
        "127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.0.0.1", "0", "0.0.0.0", "10.0.0.1", "10.255.255.255", "012.0.0.1",
        "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "3232235521", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "198.18.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1",
        "2002:7f00:1::1", "2002:a00:1::", "2001::1", "fc00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "2001:db8::1",
    ];

    public static TheoryData<string> PublicForms =>
    [
        "8.8.8.8", "1.1.1.1", "172.32.0.1", "172.15.255.255", "100.128.0.1", "192.167.255.255", "169.253.0.1", "11.0.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1",
        "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
    ];

    [Theory]
    [MemberData(nameof(PrivateForms))]
    public async Task Private_address_is_not_dialled_in_any_spelling(string host)
    {
        var dialled = false;
        var dialer = Dialer(allowPrivate: false, async (name, token) =>
        {
            dialled = true;
            return IPAddress.TryParse(name, out var address) ? [address] : await Dns.GetHostAddressesAsync(name, token);
        });
        await Assert.ThrowsAsync<PrivateAddressException>(() => dialer.DialAsync(host, 1, TestContext.Current.CancellationToken));
        Assert.True(dialled);
    }

    [Theory]
    [MemberData(nameof(PublicForms))]
    public void Public_address_passes(string address) => Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task Name_that_leads_into_the_own_network_is_not_dialled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dialer = Dialer(allowPrivate: false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback]));
        await Assert.ThrowsAsync<PrivateAddressException>(
            () => dialer.DialAsync("innocent.example", ((IPEndPoint)listener.LocalEndpoint).Port, TestContext.Current.CancellationToken));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Second_address_is_dialled_when_the_first_refuses()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dialer = Dialer(allowPrivate: true, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));
        await using var stream = await dialer.DialAsync("two.example", ((IPEndPoint)listener.LocalEndpoint).Port, TestContext.Current.CancellationToken);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Silent_peer_loses_the_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dialer = Dialer(allowPrivate: true, Dns.GetHostAddressesAsync);
        await using var stream = await dialer.DialAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, TestContext.Current.CancellationToken);
        stream.Patience = TimeSpan.FromMilliseconds(100);
        await Assert.ThrowsAnyAsync<Exception>(async () => await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.True(stream.TimedOut);
    }

    private static MailDialer Dialer(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        new(Options.Create(new ImapOptions { AllowPrivateNetworks = allowPrivate }), TimeProvider.System) { Resolve = resolve };
}
