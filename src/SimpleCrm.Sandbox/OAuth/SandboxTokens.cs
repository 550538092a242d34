using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace SimpleCrm.Sandbox.OAuth;

/// <summary>The bearer tokens that the simulated authorization servers have given out.</summary>
public sealed class SandboxTokens(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SandboxToken> _tokens = new(StringComparer.Ordinal);

    /// <summary>Gives out an access token.</summary>
    public string Issue(string address, IReadOnlyList<string> scopes, TimeSpan lifetime)
    {
        var value = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        _tokens[value] = new SandboxToken(address, scopes, time.GetUtcNow() + lifetime);
        return value;
    }

    /// <summary>Who a token stands for; null when it is unknown, revoked or has expired.</summary>
    public SandboxToken? Find(string? value) =>
        value is not null && _tokens.TryGetValue(value, out var token) && token.ExpiresAt > time.GetUtcNow() ? token : null;

    /// <summary>Makes every access token of an address useless at once, as a password change does.</summary>
    public void Revoke(string address)
    {
        foreach (var (value, token) in _tokens)
            if (token.Address.Equals(address, StringComparison.OrdinalIgnoreCase))
                _tokens.TryRemove(value, out _);
    }
}
