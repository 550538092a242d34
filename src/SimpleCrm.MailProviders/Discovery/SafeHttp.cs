using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using SimpleCrm.MailProviders.Dialing;

namespace SimpleCrm.MailProviders.Discovery;

/// <summary>
/// Fetches small public documents named by strangers: https only, every address checked when it is dialled, few redirects, no cookies,
/// no proxy, little data, little time.
/// </summary>
internal sealed class SafeHttp : IDisposable
{
    public const int MaxBytes = 256 * 1024;
    private const int MaxRedirects = 3;
    private readonly HttpClient _client;

    public SafeHttp(MailDialer dialer, IOptions<ImapOptions> options)
        : this((host, port, token) => DialAsync(dialer, host, port, token), options)
    {
    }

    internal SafeHttp(Func<string, int, CancellationToken, Task<Stream>> dial, IOptions<ImapOptions> options)
    {
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(4),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ConnectCallback = async (context, token) => await dial(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token),
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => new CertificateCheck(options.Value).Accept(sender, certificate, chain, errors),
            },
        })
        {
            MaxResponseContentBufferSize = MaxBytes,
            Timeout = TimeSpan.FromSeconds(5),
        };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/xml, application/xml");
    }

    private static async Task<Stream> DialAsync(MailDialer dialer, string host, int port, CancellationToken cancellationToken) =>
        await dialer.DialAsync(host, port, cancellationToken);

    /// <summary>The document's text, or null when it cannot be had for whatever reason.</summary>
    public async Task<string?> FetchAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            for (var hop = 0; hop <= MaxRedirects; hop++)
            {
                if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0)
                    return null;
                using var response = await _client.GetAsync(uri, cancellationToken);
                if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                    or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect && response.Headers.Location is { } location)
                {
                    url = new Uri(uri, location).AbsoluteUri;
                    continue;
                }
                return response.IsSuccessStatusCode ? Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken)) : null;
            }
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or PrivateAddressException or OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
