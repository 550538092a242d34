using SimpleCrm.TestServers.Dovecot;
using Xunit;

[assembly: AssemblyFixture(typeof(SimpleCrm.MailProviders.Tests.Imap.SharedDovecot))]

namespace SimpleCrm.MailProviders.Tests.Imap;

/// <summary>One Dovecot for all tests that need nothing special of it; each has its own user.</summary>
public sealed class SharedDovecot : IAsyncLifetime
{
    public DovecotServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await DovecotServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
