using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>A person's own name and time zone.</summary>
public sealed class Profiles(IServiceScopeFactory scopes, IDbContextFactory<SimpleCrmDbContext> databases, Viewers viewers)
{
    /// <summary>The viewer's own.</summary>
    public async Task<Profile?> FindAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByIdAsync(viewer.UserId.ToString()) is not { } user)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var team = await db.Teams.Where(t => t.Id == user.TeamId).Select(t => t.Name).FirstOrDefaultAsync(cancellationToken);
        return new(user.DisplayName, user.Email!, user.Role, team, user.TimeZone, user.TwoFactorEnabled, await users.CountRecoveryCodesAsync(user));
    }

    /// <summary>Changes name and time zone; false when one of them does not do.</summary>
    public async Task<bool> SaveAsync(Viewer viewer, string name, string timeZone, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > 200 || !IsZone(timeZone))
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(u => u.Id == viewer.UserId)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.DisplayName, name).SetProperty(u => u.TimeZone, timeZone), cancellationToken);
        viewers.Forget(viewer.UserId);
        return true;
    }

    /// <summary>Seconds in which an email of the viewer can be taken back after "Send".</summary>
    public async Task<int> UndoSecondsAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == viewer.UserId).Select(u => u.UndoSeconds).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Changes that; false for anything but 0 and 5 to 30.</summary>
    public async Task<bool> SetUndoSecondsAsync(Viewer viewer, int seconds, CancellationToken cancellationToken)
    {
        if (seconds is not (0 or >= 5 and <= 30))
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(u => u.Id == viewer.UserId).ExecuteUpdateAsync(set => set.SetProperty(u => u.UndoSeconds, seconds), cancellationToken);
        return true;
    }

    /// <summary>The zone a new person's browser tells, where it is one.</summary>
    internal static string ZoneOrUtc(string? timeZone) => timeZone is not null && IsZone(timeZone) ? timeZone : "UTC";

    private static bool IsZone(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) && zone.HasIanaId;
}
