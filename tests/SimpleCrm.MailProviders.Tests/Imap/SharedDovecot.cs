using SimpleCrm.TestServers.Dovecot;
using Xunit;

[assembly: AssemblyFixture(typeof(SimpleCrm.MailProviders.Tests.Imap.SharedDovecot))]

namespace SimpleCrm.MailProviders.Tests.Imap;

/// <summary>One Dovecot for all tests that need nothing special of it; each takes a user of its own.</summary>
public sealed class SharedDovecot : IAsyncLifetime
{
    public DovecotServer Server { get; private set; } = null!;

    private int _taken;

    // Dovecot reads its list of users at most once a second, so they are all there from the start.
    private readonly DovecotUser[] _users = [.. Enumerable.Range(1, 300).Select(i => new DovecotUser($"person{i}@northwind.test", "correct horse battery"))];

    public DovecotUser TakeUser() => _users[Interlocked.Increment(ref _taken)];

    public async ValueTask InitializeAsync() => Server = await DovecotServer.StartAsync(new DovecotOptions { Users = _users });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
