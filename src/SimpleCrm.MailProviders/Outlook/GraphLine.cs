using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>A mailbox's way to Graph, for background work or for what a person waits for.</summary>
internal sealed class GraphLine : IDisposable
{
    /// <summary>Ids that stay when a message is moved; asked for with every call.</summary>
    public const string ImmutableIds = "IdType=\"ImmutableId\"";

    private readonly HttpClient _client, _uploads;

    public GraphLine(AccessTokenSource tokens, MailboxPace pace, bool isBackground, Uri endpoint, HttpMessageHandler sockets, TimeProvider time)
    {
        Time = time;
        Endpoint = endpoint.ToString().TrimEnd('/');
        _client = Client(new RepeatHandler(time) { InnerHandler = new TokenHandler(tokens) { InnerHandler = new PaceHandler(pace, isBackground, time) { InnerHandler = sockets } } });
        _uploads = Client(new RepeatHandler(time) { InnerHandler = new PaceHandler(pace, isBackground, time) { InnerHandler = sockets } });
        Adapter = new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(new HostBoundTokens(tokens, endpoint)), httpClient: _client) { BaseUrl = Endpoint };
        Graph = new GraphServiceClient(Adapter, Endpoint);
        Uploads = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: _uploads);
    }

    public GraphServiceClient Graph { get; }
    public IRequestAdapter Adapter { get; }

    /// <summary>For addresses that are their own permission: it carries no token.</summary>
    public IRequestAdapter Uploads { get; }
    public TimeProvider Time { get; }
    public string Endpoint { get; }

    /// <summary>Runs calls and turns their failures into <see cref="MailboxAccessException"/>.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> calls, CancellationToken cancellationToken)
    {
        try
        {
            return await calls();
        }
        catch (Exception exception) when (OutlookErrors.IsAccess(exception, cancellationToken))
        {
            throw OutlookErrors.Of(exception, Time);
        }
    }

    private static HttpClient Client(HttpMessageHandler handlers) => new(handlers, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose()
    {
        _client.Dispose();
        _uploads.Dispose();
    }
}
