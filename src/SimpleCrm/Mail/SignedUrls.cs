using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;

namespace SimpleCrm.Mail;

/// <summary>
/// Addresses of content that carry their own proof: whose they are, until when, and a MAC over both and the path. They serve frames and
/// programs that send no cookie. What the person may see is judged again at each use.
/// </summary>
public sealed class SignedUrls(KeyRing keys, IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>How long an address works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const int MaxQuery = 300;

    /// <summary>The path and query of an attachment's content.</summary>
    public string ForAttachment(Viewer viewer, long attachmentId) => For(viewer, $"/mail/attachments/{attachmentId.ToString(CultureInfo.InvariantCulture)}");

    internal string For(Viewer viewer, string path)
    {
        var now = time.GetUtcNow();
        var claim = new Claim(viewer.UserId, now.ToUnixTimeMilliseconds(), (now + Lifetime).ToUnixTimeSeconds(), keys.CurrentVersion);
        return $"{path}?{claim.Text}&s={Base64Url.EncodeToString(Mac(path, claim))}";
    }

    /// <summary>
    /// Whom the address belongs to, or null (answer 403) when it was altered, has expired, was revoked, or its person is disabled.
    /// </summary>
    /// <param name="path">The request's path, as received.</param>
    /// <param name="query">The request's query string, as received.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Viewer?> CheckAsync(string path, string query, CancellationToken cancellationToken)
    {
        if (Claim.Read(query) is not var (claim, mac) || !keys.Holds(claim.KeyVersion))
            return null;
        if (!CryptographicOperations.FixedTimeEquals(Mac(path, claim), mac) || claim.Until <= time.GetUtcNow().ToUnixTimeSeconds())
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.Where(u => u.Id == claim.UserId && !u.IsDisabled)
            .Select(u => new { u.Role, u.TimeZone, u.UrlsRevokedAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (user is null || user.UrlsRevokedAt is { } revoked && claim.Issued <= new DateTimeOffset(revoked).ToUnixTimeMilliseconds())
            return null;
        return new Viewer(claim.UserId, user.Role, user.TimeZone);
    }

    /// <summary>Ends every address given to a person so far: call it when they sign out, are disabled or change role.</summary>
    public async Task RevokeAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u.SetProperty(x => x.UrlsRevokedAt, now), cancellationToken);
    }

    private byte[] Mac(string path, Claim claim)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Find(claim.KeyVersion), key, salt: [], info: "signed-urls"u8);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{path}\n{claim.Text}"));
    }

    private readonly record struct Claim(long UserId, long Issued, long Until, int KeyVersion)
    {
        public string Text => string.Create(CultureInfo.InvariantCulture, $"u={UserId}&i={Issued}&e={Until}&k={KeyVersion}");

        // Only the exact form that was given out is read: no second spelling of an address exists.
        public static (Claim Claim, byte[] Mac)? Read(string query)
        {
            query = query.StartsWith('?') ? query[1..] : query;
            if (query.Length > MaxQuery)
                return null;
            var parts = query.Split('&');
            if (parts.Length != 5 || !Number(parts[0], "u=", out var user) || !Number(parts[1], "i=", out var issued)
                || !Number(parts[2], "e=", out var until) || !Number(parts[3], "k=", out var version) || version is < 1 or > int.MaxValue
                || !parts[4].StartsWith("s=", StringComparison.Ordinal))
                return null;
            var claim = new Claim(user, issued, until, (int)version);
            var mac = new byte[32];
            return query.StartsWith(claim.Text + "&s=", StringComparison.Ordinal)
                && Base64Url.IsValid(parts[4].AsSpan(2), out var length) && length == 32
                && Base64Url.TryDecodeFromChars(parts[4].AsSpan(2), mac, out _)
                && Base64Url.EncodeToString(mac) == parts[4][2..]
                ? (claim, mac)
                : null;
        }

        private static bool Number(string part, string name, out long value)
        {
            value = 0;
            return part.StartsWith(name, StringComparison.Ordinal)
                && long.TryParse(part.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }
    }
}
