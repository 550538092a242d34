using Duende.IdentityModel.Client;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.OAuth;

/// <summary>Consent for Microsoft 365 and Outlook.com mailboxes.</summary>
internal sealed class OutlookConsent(OAuthClient client) : IConsentProvider
{
    public MailProvider Provider => MailProvider.Outlook;

    public IReadOnlyList<ConsentPermission> Permissions { get; } =
    [
        new("Mail.Read", "Read your mail", IsRequired: true),
        new("Mail.ReadWrite", "Read and write access to your mail", IsRequired: true),
        new("Mail.Send", "Send mail as you", IsRequired: true),
        new("Contacts.Read", "Read your contacts", IsRequired: false),
        new("User.Read", "Sign you in and read your profile", IsRequired: false),
        new("offline_access", "Maintain access to data you have given it access to", IsRequired: false),
        new("openid", "Know who you are", IsRequired: false),
        new("email", "View your email address", IsRequired: false),
    ];

    public Task<Uri> AuthorizationUrlAsync(string state, string verifier, string redirectUri, string? loginHint, CancellationToken cancellationToken) =>
        client.AuthorizationUrlAsync(Provider, Permissions, state, verifier, redirectUri, loginHint,
            new Parameters { { "response_mode", "query" }, { "prompt", loginHint is null ? "select_account" : "consent" } }, cancellationToken);

    public bool IsIssuer(string? issuer) => Issuers.IsExpected(client.OptionsOf(Provider), issuer);

    public async Task<ConsentGrant> RedeemAsync(string code, string verifier, string redirectUri, CancellationToken cancellationToken)
    {
        var tokens = await client.RedeemAsync(Provider, Permissions, code, verifier, redirectUri, cancellationToken);
        // The profile rather than a claim: it names the mailbox, where the sign-in name may be another one.
        var profile = await client.UserInfoAsync(client.OptionsOf(Provider).ApiEndpoint.Below("me"), tokens.AccessToken, cancellationToken);
        var address = profile.TryGet("mail") is { Length: > 0 } mail ? mail : profile.TryGet("userPrincipalName");
        return address is { Length: > 0 and <= 320 } && address.Contains('@')
            ? new ConsentGrant(tokens, address, profile.TryGet("displayName") is { Length: <= 200 } name ? name : "")
            : throw new MailboxAccessException(MailboxProblem.ServerError, "The provider did not tell the address of the account.");
    }

    public Task<OAuthTokens> RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken) => client.RefreshAsync(Provider, tokens, cancellationToken);

    public Task RevokeAsync(OAuthTokens tokens, CancellationToken cancellationToken) => client.RevokeAsync(Provider, tokens, cancellationToken);

    public Task<IReadOnlyList<string>> TestAsync(string redirectUri, CancellationToken cancellationToken) => client.TestAsync(Provider, redirectUri, cancellationToken);
}
