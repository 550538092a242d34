using System.Globalization;
using System.Net.Mail;
using System.Net.Sockets;
using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Discovery;

/// <summary>
/// Finds the servers of an address: in the product's own list, in what the domain or Mozilla publish, in DNS, else by the usual names.
/// All places are asked at the same time and the surest answer wins.
/// </summary>
internal sealed class ServerDiscovery(SafeHttp http, DomainRecords records, MailDialer dialer, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(2);
    private const string Ispdb = "https://autoconfig.thunderbird.net/v1.1/";

    public async Task<DiscoveredServers?> DiscoverAsync(string address, CancellationToken cancellationToken)
    {
        if (DomainOf(address) is not { } domain)
            return null;
        if (KnownProviders.OfDomain(domain) is var (imap, smtp))
            return Suggest(imap, smtp, address, DiscoverySource.KnownProvider);

        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var who = Uri.EscapeDataString(address);
        Task<DiscoveredServers?>[] places =
        [
            AutoconfigAsync($"https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={who}", address, DiscoverySource.Autoconfig, linked.Token),
            AutoconfigAsync($"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml", address, DiscoverySource.Autoconfig, linked.Token),
            AutoconfigAsync(Ispdb + domain, address, DiscoverySource.Ispdb, linked.Token),
            ServiceRecordsAsync(domain, address, linked.Token),
            ExchangerAsync(domain, address, linked.Token),
        ];
        try
        {
            foreach (var place in places)
            {
                if (await place is { } found)
                    return found;
            }
        }
        finally
        {
            // What is still being asked is of no more use.
            await linked.CancelAsync();
            await Task.WhenAll(places);
        }
        cancellationToken.ThrowIfCancellationRequested();
        return await GuessAsync(domain, address, cancellationToken);
    }

    private static string? DomainOf(string address)
    {
        if (!MailAddress.TryCreate(address, out var parsed) || parsed.Address != address)
            return null;
        try
        {
            var domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(parsed.Host.TrimEnd('.')).ToLowerInvariant();
            return domain.Contains('.') && Uri.CheckHostName(domain) == UriHostNameType.Dns ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task<DiscoveredServers?> AutoconfigAsync(string url, string address, DiscoverySource source, CancellationToken cancellationToken) =>
        await http.FetchAsync(url, cancellationToken) is { } xml && AutoconfigDocument.Read(xml, address) is var (imap, smtp, userName)
            ? Suggest(imap, smtp, userName, source)
            : null;

    private async Task<DiscoveredServers?> ServiceRecordsAsync(string domain, string address, CancellationToken cancellationToken) =>
        await records.ServicesAsync(domain, cancellationToken) is var (imap, smtp) ? Suggest(imap, smtp, address, DiscoverySource.ServiceRecords) : null;

    private async Task<DiscoveredServers?> ExchangerAsync(string domain, string address, CancellationToken cancellationToken)
    {
        if (await records.ExchangerAsync(domain, cancellationToken) is not { } host)
            return null;
        if (KnownProviders.OfExchanger(host) is var (imap, smtp))
            return Suggest(imap, smtp, address, DiscoverySource.MailExchanger);
        // Without a list of public suffixes both readings of the host's own domain are tried: example.com and example.co.uk.
        var labels = host.Split('.');
        foreach (var length in new[] { 3, 2 })
        {
            var parent = string.Join('.', labels.TakeLast(length));
            if (labels.Length >= length && parent != domain && parent != host
                && await AutoconfigAsync(Ispdb + parent, address, DiscoverySource.MailExchanger, cancellationToken) is { } found)
                return found;
        }
        return null;
    }

    // The first name that answers on a secure port, else the most usual one.
    private async Task<DiscoveredServers> GuessAsync(string domain, string address, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(ProbePatience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var imap = FirstAsync([("imap." + domain, 993), ("mail." + domain, 993), (domain, 993)]);
        var smtp = FirstAsync([("smtp." + domain, 465), ("mail." + domain, 465), (domain, 465), ("smtp." + domain, 587), ("mail." + domain, 587)]);
        return Suggest(
            await imap ?? Server("imap." + domain, 993),
            await smtp ?? Server("smtp." + domain, 465),
            address,
            DiscoverySource.Guess);

        async Task<ServerSettings?> FirstAsync((string Host, int Port)[] candidates)
        {
            var answers = candidates.Select(c => AnswersAsync(c.Host, c.Port, linked.Token)).ToArray();
            for (var i = 0; i < answers.Length; i++)
            {
                if (await answers[i])
                    return Server(candidates[i].Host, candidates[i].Port);
            }
            return null;
        }
    }

    private async Task<bool> AnswersAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await dialer.DialAsync(host, port, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or PrivateAddressException or OperationCanceledException)
        {
            return false;
        }
    }

    private static ServerSettings Server(string host, int port) =>
        new() { Host = host, Port = port, Security = port == 587 ? ConnectionSecurity.StartTls : ConnectionSecurity.Tls };

    private static DiscoveredServers Suggest(ServerSettings imap, ServerSettings smtp, string userName, DiscoverySource source) =>
        new(imap, smtp, userName, source, AdviceFor(ServerQuirks.OfHost(imap.Host)));

    private static string? AdviceFor(ServerQuirks quirks) => quirks switch
    {
        { RefusesPasswords: true } => $"{quirks.Name} no longer accepts passwords here: connect this account by signing in at the provider instead.",
        { WantsAppPassword: true } => $"{quirks.Name} wants an app password: make one in the security settings of your account there, and enter it here.",
        _ => null,
    };
}
