using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;
using SimpleCrm.Outbox;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Sending;

/// <summary>The product without its pages: sync and outbox run against real servers. Each test connects mailboxes of its own.</summary>
public sealed class SendingHost : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new("sending");
    private readonly IHost _host;

    public SendingHost()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DataDirectory"] = _folder.Path,
            ["Imap:AllowPrivateNetworks"] = "true",
            ["Imap:AllowUnencrypted"] = "true",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSimpleCrm(builder.Configuration);
        builder.Services.AddMailProviders(builder.Configuration);
        _host = builder.Build();
    }

    public Viewer Ann { get; } = new(RowId.Next(), Role.Rep, "UTC");
    public EmailSending Sending => Get<EmailSending>();

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await SimpleCrmServices.PrepareAsync(_host.Services, default);
        await AddUserAsync(Ann);
        await _host.StartAsync();
    }

    public async Task AddUserAsync(Viewer viewer)
    {
        await using var db = await DatabaseAsync();
        db.Users.Add(new User { Id = viewer.UserId, UserName = $"u{viewer.UserId}" });
        await db.SaveChangesAsync();
    }

    public async Task<long> ConnectAsync(Viewer viewer, DovecotServer dovecot, int smtpPort, DovecotUser user)
    {
        var account = new ImapAccount
        {
            Address = user.Address,
            DisplayName = "Ann Ähnlich",
            Password = user.Password,
            Imap = new() { Host = dovecot.Host, Port = dovecot.Ports.Imap, Security = ConnectionSecurity.None },
            Smtp = new() { Host = "127.0.0.1", Port = smtpPort, Security = ConnectionSecurity.None },
        };
        var result = await Get<MailboxAccounts>().ConnectImapAsync(viewer, account, default);
        Assert.True(result.Succeeded, string.Join(' ', result.Faults.Select(f => f.Message)));
        return result.MailboxId!.Value;
    }

    public Task<SimpleCrmDbContext> DatabaseAsync() => Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();

    public async Task<OutgoingRow> ReachAsync(long outgoingId, OutgoingState state)
    {
        await UntilAsync(db => db.OutgoingEmails.AnyAsync(o => o.Id == outgoingId && o.State == state), $"The email does not become {state}.");
        return (await Sending.FindAsync(Ann, outgoingId, default))!;
    }

    public Task UntilAsync(Func<SimpleCrmDbContext, Task<bool>> condition, string otherwise) => Until.TrueAsync(async () =>
    {
        await using var db = await DatabaseAsync();
        return await condition(db);
    }, Patience, () => otherwise);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
