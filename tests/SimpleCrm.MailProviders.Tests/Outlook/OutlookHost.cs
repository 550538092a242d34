using Microsoft.Extensions.Options;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Outlook;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.Sync;
using SimpleCrm.TestServers.Contracts;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Outlook;

/// <summary>A simulated mailbox and the adapter that reads it, with every call compared with the published metadata.</summary>
internal sealed class OutlookHost : IAsyncDisposable
{
    private readonly SandboxServer _server;
    private readonly GraphContract? _contract = GraphContract.Create();
    private readonly OutlookProvider _provider;
    private IMailboxSession? _session;

    private OutlookHost(SandboxServer server)
    {
        _server = server;
        Graph.Observer = call => _contract?.Check(call.Method, call.Path, call.RequestType, call.Request, call.Status, call.ResponseType, call.Response);
        Mailbox = Graph.AddMailbox("ana@northwind.test", "Ana Silva");
        _provider = new OutlookProvider(Options.Create(new OutlookOptions { ApiEndpoint = new Uri(server.Address, "/microsoft/graph/v1.0/") }), server.Time);
        Token = NewToken();
        Connection = new MailboxConnection
        {
            MailboxId = 1,
            Address = Mailbox.Address,
            UserName = Mailbox.Address,
            Imap = new ServerSettings(),
            Smtp = new ServerSettings(),
            Credentials = new MailboxCredentials(""),
            AccessToken = (refused, _) =>
            {
                if (refused is not null)
                {
                    if (IsRevoked)
                        throw new MailboxAccessException(MailboxProblem.ConsentWithdrawn, null);
                    Refused.Add(refused);
                    Token = NewToken();
                }
                return Task.FromResult(Token);
            },
        };
    }

    public static async Task<OutlookHost> StartAsync(TimeProvider? time = null) =>
        new(await SandboxServer.StartAsync(0, time ?? TimeProvider.System, TestContext.Current.CancellationToken));

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public GraphContract? Contract => _contract;
    public SandboxServer Server => _server;
    public MicrosoftSandbox Graph => _server.Microsoft;
    public SandboxFaults Faults => _server.Faults;
    public MicrosoftMailbox Mailbox { get; }
    public IEmailProvider Provider => _provider;
    public MailboxConnection Connection { get; }
    public string Token { get; set; }
    public List<string> Refused { get; } = [];

    /// <summary>The person has withdrawn consent: no other token is given.</summary>
    public bool IsRevoked { get; set; }

    public string NewToken(params string[] scopes) =>
        _server.Tokens.Issue(Mailbox.Address, scopes.Length > 0 ? scopes : ["Mail.ReadWrite", "Mail.Send", "Contacts.Read"], TimeSpan.FromHours(1));

    public async Task<IMailboxSession> SessionAsync() => _session ??= await Provider.OpenAsync(Connection, Cancellation);

    public async Task<RemoteFolder> FolderAsync(FolderRole role) =>
        (await (await SessionAsync()).ListFoldersAsync(Cancellation)).Folders.Single(f => f.Role == role);

    public async Task<IReadOnlyList<FetchedEmail>> FetchAsync(string folder, IReadOnlyList<string> ids)
    {
        var fetched = new List<FetchedEmail>();
        await foreach (var batch in (await SessionAsync()).FetchEmailsAsync(folder, ids, Cancellation))
            fetched.AddRange(batch);
        return fetched;
    }

    public string Deliver(string subject, DateTimeOffset? at = null, string extraHeaders = "") =>
        Mailbox.Deliver(TestEmails.Simple(subject, extraHeaders: extraHeaders), at ?? OutlookHost.Now);

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _provider.Dispose();
        await _server.DisposeAsync();
        if (_contract is not null)
            Assert.True(_contract.Violations.Count == 0, string.Join('\n', _contract.Violations));
    }
}
