using System.Net;
using DnsClient;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Discovery;

/// <summary>What a domain's DNS says of its mail servers. A failed question counts as no answer.</summary>
internal sealed class DomainRecords
{
    private readonly LookupClient? _lookup;

    public DomainRecords()
        : this(nameServers: [])
    {
    }

    internal DomainRecords(params IPEndPoint[] nameServers)
    {
        try
        {
            var options = nameServers.Length > 0 ? new LookupClientOptions(nameServers) : new LookupClientOptions();
            options.Timeout = TimeSpan.FromSeconds(2);
            options.Retries = 0;
            options.UseCache = false;
            options.ThrowDnsErrors = false;
            _lookup = new LookupClient(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // A machine without a name server.
            _lookup = null;
        }
    }

    /// <summary>IMAP and submission by SRV (RFC 6186, RFC 8314): TLS from the first byte where the domain has it.</summary>
    public async Task<(ServerSettings Imap, ServerSettings Smtp)?> ServicesAsync(string domain, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            ServiceAsync("_imaps._tcp", domain, ConnectionSecurity.Tls, cancellationToken),
            ServiceAsync("_imap._tcp", domain, ConnectionSecurity.StartTls, cancellationToken),
            ServiceAsync("_submissions._tcp", domain, ConnectionSecurity.Tls, cancellationToken),
            ServiceAsync("_submission._tcp", domain, ConnectionSecurity.StartTls, cancellationToken));
        return (answers[0] ?? answers[1]) is { } imap && (answers[2] ?? answers[3]) is { } smtp ? (imap, smtp) : null;
    }

    private async Task<ServerSettings?> ServiceAsync(string service, string domain, ConnectionSecurity security, CancellationToken cancellationToken)
    {
        var answer = await QueryAsync($"{service}.{domain}", QueryType.SRV, cancellationToken);
        var record = answer?.Answers.SrvRecords().OrderBy(r => r.Priority).ThenByDescending(r => r.Weight).FirstOrDefault();
        // A target of "." says that the service is not offered.
        if (record is null || record.Port == 0 || record.Target.Value.TrimEnd('.') is not { Length: > 0 } host || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            return null;
        return new ServerSettings { Host = host.ToLowerInvariant(), Port = record.Port, Security = security };
    }

    /// <summary>The host that is preferred for the domain's mail; null when there is none.</summary>
    public async Task<string?> ExchangerAsync(string domain, CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(domain, QueryType.MX, cancellationToken);
        var host = answer?.Answers.MxRecords().OrderBy(r => r.Preference).FirstOrDefault()?.Exchange.Value.TrimEnd('.');
        return string.IsNullOrEmpty(host) ? null : host.ToLowerInvariant();
    }

    private async Task<IDnsQueryResponse?> QueryAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        if (_lookup is null)
            return null;
        try
        {
            return await _lookup.QueryAsync(name, type, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is DnsResponseException or OperationCanceledException or System.Net.Sockets.SocketException or ArgumentException)
        {
            return null;
        }
    }
}
