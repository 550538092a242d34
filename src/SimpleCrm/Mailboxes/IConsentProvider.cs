namespace SimpleCrm.Mailboxes;

/// <summary>
/// A provider whose mailboxes are connected by consent: authorization code with PKCE (RFC 6749, RFC 7636). Safe for concurrent use. Failures are
/// <see cref="Sync.MailboxAccessException"/>; only <see cref="MailboxProblem.ConsentWithdrawn"/> says that the grant is gone.
/// </summary>
public interface IConsentProvider
{
    MailProvider Provider { get; }

    /// <summary>What is asked for.</summary>
    IReadOnlyList<ConsentPermission> Permissions { get; }

    /// <summary>Where the person gives consent.</summary>
    /// <param name="state">Comes back with the answer.</param>
    /// <param name="verifier">The PKCE secret; only its SHA-256 goes into the address.</param>
    /// <param name="redirectUri">Exactly as registered at the provider.</param>
    /// <param name="loginHint">The address to be connected again; null for any.</param>
    Task<Uri> AuthorizationUrlAsync(string state, string verifier, string redirectUri, string? loginHint, CancellationToken cancellationToken);

    /// <summary>Whether an answer that names this issuer, or none, may come from this provider (RFC 9207).</summary>
    bool IsIssuer(string? issuer);

    /// <summary>Turns the code of an answer into tokens, and asks whose account it is.</summary>
    Task<ConsentGrant> RedeemAsync(string code, string verifier, string redirectUri, CancellationToken cancellationToken);

    /// <summary>New tokens for old ones. A refresh token that the server did not replace is kept.</summary>
    Task<OAuthTokens> RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken);

    /// <summary>Takes the grant back at the provider (RFC 7009), where it can.</summary>
    Task RevokeAsync(OAuthTokens tokens, CancellationToken cancellationToken);

    /// <summary>Asks the provider whether client id, secret and redirect address are right, without any person.</summary>
    /// <returns>What is wrong and what to do about it; empty when nothing is.</returns>
    Task<IReadOnlyList<string>> TestAsync(string redirectUri, CancellationToken cancellationToken);
}
