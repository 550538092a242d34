namespace SimpleCrm.Mailboxes;

/// <summary>What a person's consent gave: tokens, and whose account it is, by the provider's word.</summary>
public sealed record ConsentGrant(OAuthTokens Tokens, string Address, string DisplayName);
