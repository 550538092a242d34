using SimpleCrm.MailProviders.Tests.Imap;

namespace SimpleCrm.MailProviders.Tests.Conformance;

public sealed class ImapConformance(SharedDovecot dovecot) : ProviderConformance
{
    private protected override Task<ProviderWorld> CreateAsync() => Task.FromResult<ProviderWorld>(new ImapWorld(dovecot));
}
