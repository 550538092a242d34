using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>
/// Makes the <see cref="Viewer"/> of a signed-in person from what the database says of them: active, security stamp unchanged since they
/// signed in, role of now. The answer is at most <see cref="Freshness"/> old, so that every request may ask.
/// </summary>
public sealed class Viewers(IDbContextFactory<SimpleCrmDbContext> databases, TimeProvider time, IOptions<IdentityOptions> identity)
{
    /// <summary>How long a demoted or disabled person may go unnoticed by other processes; this one is told at once.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, Person> _known = new();

    /// <summary>The viewer behind a cookie or token; null when signed out, unknown, disabled, or signed in before the last sign-out everywhere.</summary>
    public async Task<Viewer?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.Identity?.IsAuthenticated != true || !long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId))
            return null;
        var stamp = principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        var person = await ReadAsync(userId, cancellationToken);
        // Signed in anew since the answer was read: the person who just changed their password must not be shown the door.
        if (person is not null && person.SecurityStamp != stamp)
        {
            Forget(userId);
            person = await ReadAsync(userId, cancellationToken);
        }
        return person is { IsDisabled: false } && person.SecurityStamp == stamp
            ? new Viewer(userId, person.Role, person.TimeZone)
            : null;
    }

    /// <summary>The viewer for work that a person left behind; null when they are unknown or disabled now.</summary>
    internal async Task<Viewer?> FindAsync(long userId, CancellationToken cancellationToken) =>
        await ReadAsync(userId, cancellationToken) is { IsDisabled: false } person ? new Viewer(userId, person.Role, person.TimeZone) : null;

    /// <summary>Makes the next question about a person go to the database. Call it after a commit that changes what they may do.</summary>
    public void Forget(long userId) => _known.TryRemove(userId, out _);

    private async Task<Person?> ReadAsync(long userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(userId, out var known) && now - known.ReadAt < Freshness)
            return known;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var person = await db.Users.Where(u => u.Id == userId)
            .Select(u => new Person(u.Role, u.IsDisabled, u.SecurityStamp, u.TimeZone, now))
            .SingleOrDefaultAsync(cancellationToken);
        if (person is null)
            _known.TryRemove(userId, out _);
        else
            _known[userId] = person;
        return person;
    }

    private sealed record Person(Role Role, bool IsDisabled, string? SecurityStamp, string TimeZone, DateTimeOffset ReadAt);
}
