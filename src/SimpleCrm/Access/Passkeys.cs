using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Access;

/// <summary>The passkeys with which a person signs in instead of by password.</summary>
public sealed class Passkeys(IServiceScopeFactory scopes)
{
    private const int Most = 20;

    /// <summary>The viewer's own, oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyRow>> ListAsync(Viewer viewer)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByIdAsync(viewer.UserId.ToString()) is not { } user)
            return [];
        return [.. (await users.GetPasskeysAsync(user)).OrderBy(p => p.CreatedAt)
            .Select(p => new PasskeyRow(Convert.ToHexString(p.CredentialId), p.Name ?? "Passkey", p.CreatedAt.UtcDateTime, p.IsBackedUp))];
    }

    /// <summary>Stores what the browser's authenticator made, when it was made for this person.</summary>
    public async Task<bool> AddAsync(ClaimsPrincipal principal, UserPasskeyInfo passkey, PasskeyUserEntity madeFor, string? name)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.GetUserAsync(principal) is not { } user || user.Id.ToString() != madeFor.Id || (await users.GetPasskeysAsync(user)).Count >= Most)
            return false;
        passkey.Name = string.IsNullOrWhiteSpace(name) ? "Passkey" : name.Trim()[..Math.Min(name.Trim().Length, 100)];
        return (await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded;
    }

    /// <summary>Removes one; false when the viewer has no such passkey.</summary>
    public async Task<bool> RemoveAsync(Viewer viewer, string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var credential = Convert.FromHexString(id);
        return await users.FindByIdAsync(viewer.UserId.ToString()) is { } user
            && await users.GetPasskeyAsync(user, credential) is not null
            && (await users.RemovePasskeyAsync(user, credential)).Succeeded;
    }
}
