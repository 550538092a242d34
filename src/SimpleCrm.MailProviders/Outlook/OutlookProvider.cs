using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Microsoft 365 and Outlook.com accounts, read, written and sent from by Microsoft Graph.</summary>
internal sealed class OutlookProvider(IOptions<OutlookOptions> options, TimeProvider time) : IEmailProvider, IDisposable
{
    private readonly SocketsHttpHandler _sockets = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    };

    private readonly ConcurrentDictionary<long, MailboxPace> _paces = new();

    public MailProvider Provider => MailProvider.Outlook;

    public Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken) => UseAsync(connection, async line =>
    {
        await line.Graph.Me.MailFolders["inbox"].GetAsync(c => c.QueryParameters.Select = ["id"], cancellationToken);
        return (long?)null;
    }, cancellationToken);

    public Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<IMailboxSession>(new OutlookSession(Line(connection, isBackground: true), Line(connection, isBackground: false)));

    public Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken) =>
        UseAsync(connection, line => new OutlookSubmission(line).SendAsync(message, cancellationToken), cancellationToken);

    /// <summary>Returns at once: changes are told by webhook.</summary>
    public Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<WebhookSubscription?> SetupWebhookAsync(MailboxConnection connection, Uri callback, WebhookSubscription? current, CancellationToken cancellationToken) =>
        UseAsync<WebhookSubscription?>(connection, async line => await new OutlookSubscriptions(line).SetUpAsync(callback, current, cancellationToken), cancellationToken);

    public Task RemoveWebhookAsync(MailboxConnection connection, WebhookSubscription current, CancellationToken cancellationToken) => UseAsync(connection, async line =>
    {
        await new OutlookSubscriptions(line).RemoveAsync(current, cancellationToken);
        return true;
    }, cancellationToken);

    public Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken) =>
        UseAsync(connection, line => new OutlookContacts(line).ReadAsync(cursor, cancellationToken), cancellationToken);

    private async Task<T> UseAsync<T>(MailboxConnection connection, Func<GraphLine, Task<T>> calls, CancellationToken cancellationToken)
    {
        using var line = Line(connection, isBackground: false);
        return await line.RunAsync(() => calls(line), cancellationToken);
    }

    private GraphLine Line(MailboxConnection connection, bool isBackground) => new(
        connection.AccessToken ?? throw new MailboxAccessException(MailboxProblem.ConsentWithdrawn, null),
        _paces.GetOrAdd(connection.MailboxId, _ => new MailboxPace(time)), isBackground, options.Value.ApiEndpoint, _sockets, time);

    public void Dispose() => _sockets.Dispose();
}
