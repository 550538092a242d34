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

    /// <summary>The path and query of an attachment's content.</summary>
    public string ForAttachment(Viewer viewer, long attachmentId) => throw new NotImplementedException($"{keys}{time}{contexts}");

    /// <summary>
    /// Whom the address belongs to, or null (answer 403) when it was altered, has expired, was revoked, or its person is disabled.
    /// </summary>
    /// <param name="path">The request's path, as received.</param>
    /// <param name="query">The request's query string, as received.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<Viewer?> CheckAsync(string path, string query, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends every address given to a person so far: call it when they sign out, are disabled or change role.</summary>
    public Task RevokeAsync(long userId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
