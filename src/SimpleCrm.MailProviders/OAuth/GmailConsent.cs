using Duende.IdentityModel.Client;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.OAuth;

/// <summary>Consent for Gmail mailboxes.</summary>
internal sealed class GmailConsent(OAuthClient client) : IConsentProvider
{
    public MailProvider Provider => MailProvider.Gmail;

    public IReadOnlyList<ConsentPermission> Permissions { get; } =
    [
        new("https://www.googleapis.com/auth/gmail.readonly", "View your email messages and settings", IsRequired: true),
        new("https://www.googleapis.com/auth/gmail.send", "Send email on your behalf", IsRequired: true),
        new("https://www.googleapis.com/auth/gmail.modify", "Read, compose and send emails from your Gmail account (marking read, labels, archive, trash)", IsRequired: true),
        new("https://www.googleapis.com/auth/contacts.readonly", "See and download your contacts", IsRequired: false),
        new("openid", "Know who you are", IsRequired: false),
        new("email", "See your email address", IsRequired: false),
    ];

    // Without offline access and a consent page each time, Google gives no refresh token to an account that has agreed before.
    public Task<Uri> AuthorizationUrlAsync(string state, string verifier, string redirectUri, string? loginHint, CancellationToken cancellationToken) =>
        client.AuthorizationUrlAsync(Provider, Permissions, state, verifier, redirectUri, loginHint, new Parameters { { "access_type", "offline" }, { "prompt", "consent" } }, cancellationToken);

    public bool IsIssuer(string? issuer) => Issuers.IsExpected(client.OptionsOf(Provider), issuer);

    public async Task<ConsentGrant> RedeemAsync(string code, string verifier, string redirectUri, CancellationToken cancellationToken)
    {
        var tokens = await client.RedeemAsync(Provider, Permissions, code, verifier, redirectUri, cancellationToken);
        var info = await client.UserInfoAsync(client.OptionsOf(Provider).UserInfoEndpoint!, tokens.AccessToken, cancellationToken);
        return info.TryGet("email") is { Length: > 0 and <= 320 } address
            ? new ConsentGrant(tokens, address, info.TryGet("name") is { Length: <= 200 } name ? name : "")
            : throw new MailboxAccessException(MailboxProblem.ServerError, "The provider did not tell the address of the account.");
    }

    public Task<OAuthTokens> RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken) => client.RefreshAsync(Provider, tokens, cancellationToken);

    public Task RevokeAsync(OAuthTokens tokens, CancellationToken cancellationToken) => client.RevokeAsync(Provider, tokens, cancellationToken);

    public Task<IReadOnlyList<string>> TestAsync(string redirectUri, CancellationToken cancellationToken) => client.TestAsync(Provider, redirectUri, cancellationToken);
}
