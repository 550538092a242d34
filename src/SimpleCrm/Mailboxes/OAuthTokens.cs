namespace SimpleCrm.Mailboxes;

/// <summary>What an authorization server gave for a mailbox (RFC 6749). Held in memory only while needed; stored encrypted, never logged.</summary>
/// <param name="AccessToken">Bearer token for the provider's API, or for XOAUTH2.</param>
/// <param name="RefreshToken">Gets the next access token; the server may replace it at each use.</param>
/// <param name="ExpiresAt">When the access token ends, UTC.</param>
/// <param name="Scopes">What was granted, which may be less than what was asked for.</param>
public sealed record OAuthTokens(string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt, IReadOnlyList<string> Scopes)
{
    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(OAuthTokens);
}
