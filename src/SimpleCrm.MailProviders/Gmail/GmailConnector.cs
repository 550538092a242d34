using Google.Apis.Gmail.v1;
using Google.Apis.Http;
using Google.Apis.PeopleService.v1;
using Google.Apis.Services;
using Microsoft.Extensions.Options;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Makes services that speak for a mailbox, all over one pool of connections.</summary>
internal sealed class GmailConnector(IOptions<GmailOptions> options, IOptions<GmailQuotaOptions> quota, UnitBudgets budgets, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(100);

    private readonly SharedHttp _http = new();

    public GmailService Gmail(MailboxConnection connection) => new(Initializer(connection, options.Value.ApiEndpoint));

    public PeopleServiceService People(MailboxConnection connection) => new(Initializer(connection, options.Value.PeopleEndpoint));

    public GmailCalls Calls(MailboxConnection connection) => new(budgets.Of(connection.MailboxId), quota.Value, time);

    private BaseClientService.Initializer Initializer(MailboxConnection connection, Uri root) => new()
    {
        ApplicationName = "SimpleCrm",
        BaseUri = root.AbsoluteUri.TrimEnd('/') + "/",
        HttpClientFactory = _http,
        HttpClientInitializer = new BearerAuthorization(
            connection.AccessToken ?? throw new MailboxAccessException(MailboxProblem.ConsentWithdrawn, null), budgets.Of(connection.MailboxId), time),
        HttpClientTimeout = AnswerTimeout,
        DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
    };

    public void Dispose() => _http.Dispose();
}
