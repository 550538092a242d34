namespace SimpleCrm.MailProviders.Tests.Conformance;

public sealed class GmailConformance : ProviderConformance
{
    private protected override Task<ProviderWorld> CreateAsync() => GmailWorld.StartAsync();
}
