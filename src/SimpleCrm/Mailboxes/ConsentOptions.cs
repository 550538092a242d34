namespace SimpleCrm.Mailboxes;

/// <summary>
/// How the product reaches a provider whose mailboxes are connected by consent (OAuth 2.0, RFC 6749). The endpoints are the provider's own unless
/// configured otherwise; nothing is sent anywhere else. What an administrator stores in the product wins over the client id, secret and
/// webhook settings here.
/// </summary>
public abstract class ConsentOptions
{
    /// <summary>Client id from the provider's console; empty while the provider is not set up.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Client secret; never shown again.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Where the person gives consent.</summary>
    public Uri AuthorizationEndpoint { get; set; } = null!;
    public Uri TokenEndpoint { get; set; } = null!;

    /// <summary>Where tokens are revoked (RFC 7009); null for a provider that has no such place.</summary>
    public Uri? RevocationEndpoint { get; set; }

    /// <summary>Tells whose account it is (OpenID Connect UserInfo); null where the API tells it.</summary>
    public Uri? UserInfoEndpoint { get; set; }

    /// <summary>The issuer that an authorization response may name (RFC 9207). "{tenantid}" in it stands for any one tenant.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Responses without an issuer are refused. For providers that announce authorization_response_iss_parameter_supported.</summary>
    public bool RequireIssuer { get; set; }

    /// <summary>Root of the mail API.</summary>
    public Uri ApiEndpoint { get; set; } = null!;

    /// <summary>
    /// Full address at which the provider reaches the product's webhook; https, or http on the loopback. Null takes PublicAddress, and without that
    /// there is no push: the mailboxes are polled.
    /// </summary>
    public Uri? WebhookAddress { get; set; }

    /// <summary>What is wrong with the settings, naming the key; null when nothing is.</summary>
    public abstract string? FindFault();

    private protected string? FindFault(string section)
    {
        foreach (var (name, uri) in Endpoints())
            if (uri is not null && !IsSafe(uri))
                return $"{section}:{name} must be an absolute https address (http only on this machine).";
        return AuthorizationEndpoint is null || TokenEndpoint is null || ApiEndpoint is null
            ? $"{section}:AuthorizationEndpoint, {section}:TokenEndpoint and {section}:ApiEndpoint must be set."
            : Issuer.Length == 0 ? $"{section}:Issuer must be set." : null;
    }

    private protected virtual IEnumerable<(string Name, Uri? Uri)> Endpoints() =>
    [
        (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint), (nameof(RevocationEndpoint), RevocationEndpoint),
        (nameof(UserInfoEndpoint), UserInfoEndpoint), (nameof(ApiEndpoint), ApiEndpoint), (nameof(WebhookAddress), WebhookAddress),
    ];

    /// <summary>Tokens and mail go over TLS, or stay on this machine.</summary>
    internal static bool IsSafe(Uri uri) => uri.IsAbsoluteUri && uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || uri is { Scheme: "http", IsLoopback: true });
}
