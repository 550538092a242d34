using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>Links by which admins let new people in: 256 random bits, of which only a hash is stored; good for seven days and one person.</summary>
public sealed class Invitations(IServiceScopeFactory scopes, IDbContextFactory<SimpleCrmDbContext> databases, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Makes a link; an earlier one for the same address stops working. Admins only.</summary>
    public async Task<InvitationOffer> CreateAsync(Viewer viewer, string email, Role role, long? teamId, CancellationToken cancellationToken)
    {
        email = email.Trim();
        if (viewer.Role != Role.Admin)
            return new(null, "Only an admin can invite people.");
        if (email.Length > 256 || !new EmailAddressAttribute().IsValid(email))
            return new(null, "This is not an email address.");
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<User>>().FindByEmailAsync(email) is not null)
            return new(null, "Somebody with this address already has an account.");
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (teamId is not null && !await db.Teams.AnyAsync(t => t.Id == teamId, cancellationToken))
            return new(null, "This team no longer exists.");
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        await db.Invitations.Where(i => i.AcceptedAt == null && i.Email == email.ToLowerInvariant()).ExecuteDeleteAsync(cancellationToken);
        db.Invitations.Add(new Invitation
        {
            Email = email.ToLowerInvariant(),
            Role = role,
            TeamId = teamId,
            TokenHash = Hash(token),
            InvitedById = viewer.UserId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(token, null);
    }

    /// <summary>Invitations nobody has accepted yet, newest first. Empty for anyone but admins.</summary>
    public async Task<IReadOnlyList<InvitationRow>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return [];
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Invitations.Where(i => i.AcceptedAt == null).OrderByDescending(i => i.CreatedAt)
            .Select(i => new InvitationRow(i.Id, i.Email, i.Role, db.Teams.Where(t => t.Id == i.TeamId).Select(t => t.Name).FirstOrDefault(), i.CreatedAt, i.ExpiresAt, i.ExpiresAt <= now))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Takes an invitation back; false when there is none to take back.</summary>
    public async Task<bool> RevokeAsync(Viewer viewer, long invitationId, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Invitations.Where(i => i.Id == invitationId && i.AcceptedAt == null).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>What a link offers; null when it was used, taken back, has expired or never was.</summary>
    public async Task<OpenInvitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Open(db, token).Select(i => new OpenInvitation(i.Email, i.Role)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Creates the person; null when the link no longer works. A refused password leaves the link usable.</summary>
    public async Task<IdentityResult?> AcceptAsync(string token, string name, string password, string? timeZone, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SimpleCrmDbContext>();
        // One after the other, so that of two who follow one link at once only one finds it unused.
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        if (await Open(db, token).SingleOrDefaultAsync(cancellationToken) is not { } invitation)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        var user = new User
        {
            UserName = invitation.Email,
            Email = invitation.Email,
            EmailConfirmed = true,
            DisplayName = name,
            TimeZone = Profiles.ZoneOrUtc(timeZone),
            Role = invitation.Role,
            TeamId = await db.Teams.AnyAsync(t => t.Id == invitation.TeamId, cancellationToken) ? invitation.TeamId : null,
            CreatedAt = now,
        };
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, password);
        if (!result.Succeeded)
            return result;
        invitation.AcceptedAt = now;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private IQueryable<Invitation> Open(SimpleCrmDbContext db, string token)
    {
        var hash = Hash(token);
        var now = time.GetUtcNow().UtcDateTime;
        return db.Invitations.Where(i => i.TokenHash == hash && i.AcceptedAt == null && i.ExpiresAt > now);
    }

    // The token is random, so a fast hash is enough, and looking it up by hash tells nothing of the token by timing.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
