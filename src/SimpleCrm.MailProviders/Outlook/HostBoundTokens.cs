using Microsoft.Kiota.Abstractions.Authentication;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Gives the mailbox's token to calls to the configured service, and to no other host.</summary>
internal sealed class HostBoundTokens(AccessTokenSource tokens, Uri endpoint) : IAccessTokenProvider
{
    public AllowedHostsValidator AllowedHostsValidator { get; } = new([endpoint.Host]);

    public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
        uri.GetLeftPart(UriPartial.Authority) == endpoint.GetLeftPart(UriPartial.Authority) ? await tokens(null, cancellationToken) : "";
}
