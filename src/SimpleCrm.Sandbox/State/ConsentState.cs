using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox.State;

/// <summary>The consents that hold, by refresh token.</summary>
internal static class ConsentState
{
    public static IReadOnlyList<SandboxState.Consent> Take(OAuthServer server) =>
        [.. server.Refreshable.Select(p => new SandboxState.Consent(p.Key, p.Value.Account.Address, p.Value.ClientId, p.Value.Scopes))];

    public static void Restore(OAuthServer server, IReadOnlyList<SandboxState.Consent> consents)
    {
        foreach (var consent in consents)
            if (server.FindAccount(consent.Address) is { } account)
                server.Restore(consent.Token, new OAuthGrant(account, consent.ClientId, consent.Scopes) { IsOffline = true });
    }
}
