using Google.Apis.Http;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>One pool of connections for all mailboxes; the library would make one for each service.</summary>
internal sealed class SharedHttp : HttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler _pool = new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(20),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        AllowAutoRedirect = false,
    };

    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new Unowned(_pool);

    public void Dispose() => _pool.Dispose();

    private sealed class Unowned(HttpMessageHandler pool) : DelegatingHandler(pool)
    {
        // A service that ends must not end the connections of the others.
        protected override void Dispose(bool disposing)
        {
        }
    }
}
