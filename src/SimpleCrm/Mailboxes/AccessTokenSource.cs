namespace SimpleCrm.Mailboxes;

/// <summary>Gives a mailbox's current access token, refreshed before it expires and once for all callers.</summary>
/// <param name="refused">The token that the provider has just refused (401), so that another one is fetched; null in ordinary use.</param>
/// <exception cref="Sync.MailboxAccessException">
/// Consent was withdrawn (<see cref="MailboxProblem.ConsentWithdrawn"/>), or the authorization server cannot be reached just now.
/// </exception>
public delegate Task<string> AccessTokenSource(string? refused, CancellationToken cancellationToken);
