using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Gmail;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>A simulated Google with one account, and the adapter that speaks to it.</summary>
internal sealed class GmailHost : IAsyncDisposable
{
    public const string Address = "ana@northwind.test";
    public const string Topic = "projects/sandbox/topics/gmail";

    private const string Full = "https://mail.google.com/", Contacts = "https://www.googleapis.com/auth/contacts.readonly", Others = "https://www.googleapis.com/auth/contacts.other.readonly";

    private readonly ContractCheck _contract = new();
    private readonly GmailConnector _connector;
    private string[] _scopes = [Full, Contacts, Others];
    private string? _token;
    private bool _isRevoked;

    private GmailHost(SandboxServer sandbox, GmailQuotaOptions quota)
    {
        Sandbox = sandbox;
        Mailbox = sandbox.Google.Add(Address, "Ana Lima");
        sandbox.Google.Observer = exchange =>
        {
            Calls.Enqueue($"{exchange.Method} {exchange.Path}");
            _contract.See(exchange);
        };
        var root = new Uri(sandbox.Address, "/google/");
        var options = Options.Create(quota);
        _connector = new GmailConnector(Options.Create(new GmailOptions { ApiEndpoint = root, PeopleEndpoint = root }), options, new UnitBudgets(options, TimeProvider.System), TimeProvider.System);
        Provider = new GmailProvider(_connector, _ => Task.FromResult(Topic));
        Connection = new MailboxConnection
        {
            MailboxId = 1,
            Address = Address,
            UserName = Address,
            Imap = new ServerSettings(),
            Smtp = new ServerSettings(),
            Credentials = new MailboxCredentials(""),
            AccessToken = TokenAsync,
        };
    }

    public SandboxServer Sandbox { get; }
    public GmailMailbox Mailbox { get; }
    public GmailProvider Provider { get; }
    public MailboxConnection Connection { get; }

    /// <summary>Method and path of every call, parts of batches included.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>How often another token was asked for because one was refused.</summary>
    public int Renewals { get; private set; }

    public static async Task<GmailHost> StartAsync(GmailQuotaOptions? quota = null, TimeProvider? time = null)
    {
        var sandbox = await SandboxServer.StartAsync(0, time ?? TimeProvider.System, TestContext.Current.CancellationToken);
        return new GmailHost(sandbox, quota ?? new GmailQuotaOptions { UnitsPerMinute = 1_000_000 }) { Mailbox = { Quota = { UnitsPerMinute = 1_000_000 } } };
    }

    public Task<IMailboxSession> OpenAsync() => Provider.OpenAsync(Connection, TestContext.Current.CancellationToken);

    /// <summary>The person granted this and no more.</summary>
    public void Grant(params string[] scopes) => (_scopes, _token) = (scopes, null);

    /// <summary>Access tokens given until now are refused.</summary>
    public void ExpireTokens() => Sandbox.Tokens.Revoke(Address);

    public void Revoke()
    {
        ExpireTokens();
        (_isRevoked, _token) = (true, "of-no-use");
    }

    public async ValueTask DisposeAsync()
    {
        _connector.Dispose();
        await Sandbox.DisposeAsync();
        _contract.AssertClean();
    }

    private Task<string> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        if (refused is not null)
        {
            if (_isRevoked)
                throw new MailboxAccessException(MailboxProblem.ConsentWithdrawn, null);
            Renewals++;
            _token = null;
        }
        return Task.FromResult(_token ??= Sandbox.Tokens.Issue(Address, _scopes, TimeSpan.FromHours(1)));
    }
}
