using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Encryption;

namespace SimpleCrm.Mailboxes;

/// <summary>Keeps the consents that are asked for: the state parameter as a hash, the PKCE verifier encrypted, each to be taken once.</summary>
internal sealed class ConsentRequests(IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private const int MaxState = 200, MaxOpenPerPerson = 20;

    /// <summary>Remembers a new one.</summary>
    public async Task<(string State, string Verifier)> CreateAsync(long userId, MailProvider provider, string redirectUri, string browser, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (state, verifier) = ($"{Random()}.{Tag(browser)}", Random());
        var request = new ConsentRequest { StateHash = Hash(state, browser), UserId = userId, Provider = provider, RedirectUri = redirectUri, ExpiresAt = now + Lifetime };
        request.VerifierCipher = vault.EncryptText(verifier, Place(request.Id));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ConsentRequests.Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        var old = await db.ConsentRequests.Where(r => r.UserId == userId).OrderByDescending(r => r.Id).Skip(MaxOpenPerPerson - 1).Select(r => r.Id).ToListAsync(cancellationToken);
        await db.ConsentRequests.Where(r => old.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
        db.ConsentRequests.Add(request);
        await db.SaveChangesAsync(cancellationToken);
        return (state, verifier);
    }

    /// <summary>Takes the request that an answer belongs to; a second answer finds none. Null when it is unknown, expired or somebody else's.</summary>
    public async Task<(MailProvider Provider, string Verifier, string RedirectUri)?> TakeAsync(long userId, string? state, string? browser, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(state) || state.Length > MaxState || browser is null)
            return null;
        var (hash, now) = (Hash(state, browser), time.GetUtcNow().UtcDateTime);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var request = await db.ConsentRequests.AsNoTracking().SingleOrDefaultAsync(r => r.StateHash == hash && r.UserId == userId && r.ExpiresAt > now, cancellationToken);
        if (request is null || await db.ConsentRequests.Where(r => r.Id == request.Id).ExecuteDeleteAsync(cancellationToken) != 1)
            return null;
        return (request.Provider, vault.DecryptText(request.VerifierCipher, Place(request.Id)), request.RedirectUri);
    }

    /// <summary>
    /// Whether a state was made for this browser, as far as the state itself tells; what does not look like one is nobody's. Only for words to the
    /// person: what counts is the hash.
    /// </summary>
    public static bool IsOf(string? state, string? browser) =>
        state is null || state.Length > MaxState || state.LastIndexOf('.') is not (> 0 and var dot) || browser is not null && state[(dot + 1)..] == Tag(browser);

    // 256 bits; as PKCE verifier 43 characters (RFC 7636 §4.1).
    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static byte[] Hash(string state, string browser) => SHA256.HashData(Encoding.UTF8.GetBytes($"{state}\n{browser}"));

    // Too short to find the secret by, long enough to tell two browsers apart.
    private static string Tag(string browser) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(browser)).AsSpan(0, 6));

    private static string Place(long id) => $"ConsentRequests:{id}:Verifier";
}
