using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SimpleCrm.Sandbox.OAuth;

/// <summary>What a person allowed an application to do.</summary>
internal sealed record OAuthGrant(SandboxAccount Account, string ClientId, IReadOnlyList<string> Scopes)
{
    public string? Nonce { get; init; }
    public string RedirectUri { get; init; } = "";

    /// <summary>PKCE (RFC 7636).</summary>
    public string? CodeChallenge { get; init; }
    public string CodeChallengeMethod { get; init; } = "plain";
    public bool IsOffline { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }

    public bool Verifies(string? verifier)
    {
        if (CodeChallenge is null)
            return true;
        if (verifier is null or { Length: < 43 or > 128 })
            return false;
        var given = CodeChallengeMethod == "S256"
            ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
            : verifier;
        return given == CodeChallenge;
    }
}
