namespace SimpleCrm.Sandbox.OAuth;

/// <summary>In what one authorization server differs from another. Paths are below <see cref="Prefix"/>; <c>{tenant}</c> may stand in them.</summary>
public sealed record OAuthBehaviour
{
    /// <summary>Shown on the consent page.</summary>
    public required string Name { get; init; }
    public required string Prefix { get; init; }
    public required string AuthorizePath { get; init; }
    public required string TokenPath { get; init; }
    public required string KeysPath { get; init; }
    public required string DiscoveryPath { get; init; }

    /// <summary>Null where the provider has none (Microsoft).</summary>
    public string? RevokePath { get; init; }
    public string? UserInfoPath { get; init; }

    /// <summary>Issuer below the prefix; <c>{tenantid}</c> stands for the account's tenant.</summary>
    public string IssuerPath { get; init; } = "";

    /// <summary>Each use of a refresh token gives another and makes the old one useless.</summary>
    public bool RotatesRefreshTokens { get; init; }

    /// <summary>A person may grant less than what was asked for, by tick boxes.</summary>
    public bool HasTickBoxes { get; init; }

    /// <summary>A refresh token comes for the scope <c>offline_access</c>; otherwise for <c>access_type=offline</c> with consent.</summary>
    public bool UsesOfflineScope { get; init; }

    /// <summary>The tenant told in id tokens; null where there are none.</summary>
    public string? TenantId { get; init; }

    /// <summary>What Google's accounts and oauth2 hosts do.</summary>
    public static OAuthBehaviour Google { get; } = new()
    {
        Name = "Google",
        Prefix = "/google",
        AuthorizePath = "/o/oauth2/v2/auth",
        TokenPath = "/token",
        RevokePath = "/revoke",
        UserInfoPath = "/v1/userinfo",
        KeysPath = "/oauth2/v3/certs",
        DiscoveryPath = "/.well-known/openid-configuration",
        HasTickBoxes = true,
    };

    /// <summary>What login.microsoftonline.com does; the account's own tenant is one fixed id.</summary>
    public static OAuthBehaviour Microsoft { get; } = new()
    {
        Name = "Microsoft",
        Prefix = "/microsoft",
        AuthorizePath = "/{tenant}/oauth2/v2.0/authorize",
        TokenPath = "/{tenant}/oauth2/v2.0/token",
        KeysPath = "/{tenant}/discovery/v2.0/keys",
        DiscoveryPath = "/{tenant}/v2.0/.well-known/openid-configuration",
        UserInfoPath = "/oidc/userinfo",
        IssuerPath = "/{tenantid}/v2.0",
        TenantId = "5aa9b8c4-6a0e-4c43-9b3c-2f1f6f0d9a11",
        RotatesRefreshTokens = true,
        UsesOfflineScope = true,
    };
}
