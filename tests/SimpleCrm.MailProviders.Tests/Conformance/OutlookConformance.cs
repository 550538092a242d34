namespace SimpleCrm.MailProviders.Tests.Conformance;

public sealed class OutlookConformance : ProviderConformance
{
    private protected override Task<ProviderWorld> CreateAsync() => OutlookWorld.StartAsync();
}
