using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Access;

/// <summary>Links by which an admin lets a person who forgot their password choose a new one: good for one day and one change.</summary>
public sealed class PasswordReset(IServiceScopeFactory scopes, Viewers viewers)
{
    /// <summary>What the link carries; null for anyone but admins, and for a person who is unknown or disabled.</summary>
    public async Task<string?> CreateTokenAsync(Viewer viewer, long userId)
    {
        if (viewer.Role != Role.Admin)
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return await users.FindByIdAsync(userId.ToString()) is { IsDisabled: false } user
            ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync(user)))
            : null;
    }

    /// <summary>Sets the new password and ends every session. The link stays usable when the password is refused.</summary>
    public async Task<IdentityResult> RedeemAsync(long userId, string token, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByIdAsync(userId.ToString()) is not { IsDisabled: false } user || !Base64Url.IsValid(token))
            return IdentityResult.Failed(users.ErrorDescriber.InvalidToken());
        var result = await users.ResetPasswordAsync(user, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)), password);
        if (!result.Succeeded)
            return result;
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        viewers.Forget(userId);
        return result;
    }
}
